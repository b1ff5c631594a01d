"""MobileI2V: a picture in motion, by a hybrid of linear and softmax attention. Written from the published facts; no code of theirs is here."""
