"""What measures pictures and clips, beside renderings. Nothing here is trained."""
