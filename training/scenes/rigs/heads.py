"""Rigs of faces and heads, by their mood."""
from training.scenes.nouns.noun import split
from training.scenes.rigs.rig import Beat, Look, Rig, Ripple, Shift, Stretch, Turn

#: A round face fills its sprite; its chin is what it nods about.
_CHIN, _RADIUS = (0.0, 0.9), 0.95


def looks(x: float, y: float, times: int, phase: float = 0.0) -> Look:
    return Look((0.0, 0.0), _RADIUS, x, y, Beat(times, phase))


_CALM: Rig = (Turn(_CHIN, 4.0, Beat(2)), looks(0.09, 0.0, 2), looks(0.0, 0.03, 3, 0.75))
_MERRY: Rig = (Turn(_CHIN, 6.0, Beat(6)), looks(0.05, -0.04, 6), Stretch(_CHIN, 0.02, -0.05, Beat(12, 0.75)))
_SAD: Rig = (Turn(_CHIN, 3.0, Beat(2)), looks(0.0, 0.1, 2, 0.75), Stretch(_CHIN, 0.0, -0.02, Beat(2, 0.75)))
_ANGRY: Rig = (Turn((0.0, 0.0), 3.0, Beat(12)), looks(0.07, 0.02, 6), Stretch((0.0, 0.0), 0.03, 0.03, Beat(6, 0.75)))
_AFRAID: Rig = (Shift(0.025, 0.0, Beat(18)), looks(0.05, 0.04, 3), Stretch(_CHIN, 0.02, -0.03, Beat(3, 0.75)))
_DIZZY: Rig = (Turn((0.0, 0.0), 9.0, Beat(2)), looks(0.08, 0.0, 4), looks(0.0, 0.08, 4, 0.75))
_LOVING: Rig = (Turn(_CHIN, 6.0, Beat(3)), looks(0.06, 0.0, 3), Stretch((0.0, 0.0), 0.04, 0.04, Beat(6, 0.75)))
_MELTS: Rig = (Ripple(0.04, 0.03, 0.0, 1.2, Beat(2)), looks(0.05, 0.02, 2))

_BY_MOOD: dict[str, tuple[str, Rig]] = {
    "calm": (
        "angel face, blushing face, peaceful face, smirking face, neutral face, blank face, annoyed face, confused face, embarrassed face, silent face, "
        "masked face, upside-down face, sarcastic face, zipped face, nerd face, lying face, suspicious face, shushing face, disguised face, monocle face, "
        "saluting face, peeking face, invisible face, yummy face, kissing face, yawning face, grumpy face, mrs claus, child, blond woman, "
        "red-haired woman, curly-haired woman, woman in a headscarf, man with a turban, man face, woman face, person face, cat face, monkey face, "
        "see-no-evil monkey, hear-no-evil monkey, speak-no-evil monkey, tiger head, sun face, moon face, ogre, money face",
        _CALM,
    ),
    "merry": (
        "beaming face, tongue face, crazy face, giggling face, party face, laughing cat, starstruck face, hugging face, drooling face, sweating face",
        _MERRY,
    ),
    "sad": (
        "sad face, worried face, frowning face, tearful face, tired face, pleading face, injured face, crying cat, feverish face, vomiting face, sneezing face",
        _SAD,
    ),
    "angry": ("huffing face, swearing face, hot face, exploding head, angry cat, angry devil, goblin", _ANGRY),
    "afraid": ("fearful face, grimacing face, surprised face, astonished face, cold face, scared cat", _AFRAID),
    "dizzy": ("dizzy face, hypnotized face, drunk face", _DIZZY),
    "loving": ("loving face", _LOVING),
    "melting": ("melting face", _MELTS),
}
HEADS: dict[str, Rig] = {name: rig for names, rig in _BY_MOOD.values() for name in split(names)}
