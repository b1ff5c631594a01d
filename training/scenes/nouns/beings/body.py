"""Parts of the body, and what hands say."""
from training.scenes.nouns.noun import Noun, static


def _hand(name: str, codepoints: str, synonyms: str) -> Noun:
    return static(name, codepoints, "yellow", synonyms, clashes="yellow, orange")


BODY: tuple[Noun, ...] = (
    static("eyes", "1f440", None, "pair of eyes, two eyes, looking eyes", clashes="white, purple, night sky"),
    static("eye", "1f441-fe0f", None, "eyeball, single eye", clashes="white, gray"),
    _hand("ear", "1f442", "human ear"),
    _hand("nose", "1f443", "human nose"),
    static("mouth", "1f444", "red", "lips, kissing lips", clashes="red, pink"),
    static("tongue", "1f445", "pink", "licking tongue", clashes="pink, red"),
    static("tooth", "1f9b7", "white", "teeth, molar", clashes="white"),
    static("bone", "1f9b4", "white", "dog bone, bones", clashes="white"),
    static("human heart", "1fac0", "pink", "anatomical heart, heart organ", clashes="pink, red"),
    static("lungs", "1fac1", "pink", "lung, pair of lungs", clashes="pink, red"),
    _hand("muscle", "1f4aa", "biceps, strong arm, flexed arm"),
    _hand("leg", "1f9b5", "knee, shin"),
    _hand("foot", "1f9b6", "bare foot, barefoot, ankle"),
    static("robot arm", "1f9be", "gray", "mechanical arm, bionic arm", clashes="gray, white"),
    static("robot leg", "1f9bf", "gray", "mechanical leg, prosthetic leg", clashes="gray, white"),
    static("footprints", "1f463", "black", "footsteps, footprint", clashes="black, night sky"),
    _hand("hand", "270b", "raised hand, high five"),
    _hand("waving hand", "1f44b", "hand waving, hello hand"),
    _hand("fist", "270a", "raised fist, clenched fist"),
    _hand("punch", "1f44a", "fist bump"),
    _hand("thumbs up", "1f44d", "thumb up, like button"),
    _hand("thumbs down", "1f44e", "thumb down, dislike button"),
    _hand("ok hand", "1f44c", "okay sign, okay hand"),
    _hand("victory hand", "270c-fe0f", "peace hand, victory sign, two fingers"),
    _hand("horns hand", "1f918", "horns sign, heavy metal hand"),
    _hand("crossed fingers", "1f91e", "fingers crossed, good luck hand"),
    _hand("call me hand", "1f919", "shaka, hang loose"),
    _hand("pointing finger", "261d-fe0f", "index finger, upward finger"),
    _hand("pointing hand", "1f448", "hand pointing, pointing index finger"),
    _hand("finger at you", "1faf5", "finger pointing at you"),
    _hand("clapping hands", "1f44f", "applause, hands clapping"),
    _hand("praying hands", "1f64f", "folded hands, thank-you hands"),
    _hand("raised hands", "1f64c", "hooray hands, celebrating hands"),
    _hand("open hands", "1f450", "two open hands, hands"),
    _hand("handshake", "1f91d", "deal, agreement"),
    _hand("heart hands", "1faf6", "hands making a heart"),
    _hand("writing hand", "270d-fe0f", "hand with a pen, hand writing"),
    _hand("vulcan salute", "1f596", "spock hand, vulcan hand"),
    _hand("selfie", "1f933", "hand with a phone, person taking a selfie"),
    _hand("painted nails", "1f485", "nail polish, manicure, fingernails"),
)
