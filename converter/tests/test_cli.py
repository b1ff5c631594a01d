"""The command line: mistakes, going on after a stop, and hollow packs."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from kinora_convert import hollow
from kinora_convert.checkpoints.safetensors_source import SafetensorsSource
from kinora_convert.cli import main, parse_bytes, parse_sigmas, parse_size
from kinora_convert.errors import ConvertError
from kinora_convert.export import write
from kinora_convert.families.mobilei2v.config import MobileI2VConfig
from kinora_convert.pack import convert
from tests.checkpoints import LTX_VAE_090, MOBILEI2V, WORDS, write_clip_tokenizer
from tests.packs import Pack


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that is printed."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    lines = captured.err.strip().splitlines()
    assert captured.out == ""
    assert len(lines) == 1, lines
    assert lines[0].startswith("kinora-convert: ")
    return lines[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["--out", "--help"]),
        (["--out", "{new}"], ["--draw or --move"]),
        (["--draw", "{none}", "--out", "{new}"], ["is missing", "download"]),
        (["--move", "{none}", "--out", "{new}"], ["is missing", "download"]),
        (["--move", "{mobilei2v}", "--out", "{new}"], ["autoencoder", "--vae"]),
        (["--move", "{mobilei2v}", "--vae", "{vae}", "--size", "640x360", "--steps", "2", "--out", "{new}"], ["--steps 2"]),
        (["--move", "{mobilei2v}", "--vae", "{vae}", "--size", "650x360", "--out", "{new}"], ["multiple of 32"]),
        (["--draw", "{turbo}", "--size", "500x500", "--out", "{new}"], ["500x500", "use 496x496"]),
        (["--draw", "{turbo}", "--size", "big", "--out", "{new}"], ['"704x480"']),
        (["--draw", "{turbo}", "--size", "701x480", "--out", "{new}"], ["even"]),
        (["--draw", "{turbo}", "--shard", "9GB", "--out", "{new}"], ["2000MB"]),
        (["--draw", "{turbo}", "--steps", "0", "--out", "{new}"], ["1 to 100"]),
        (["--draw", "{turbo}", "--decode-tiles", "2x9", "--out", "{new}"], ["1 to 8", "2x2"]),
        (["--draw", "{turbo}", "--draw-weights", "q2", "--out", "{new}"], ["q2"]),
        (["--draw", "{mobilei2v}", "--out", "{new}"], ["no family that draws"]),
        (["--move", "{turbo}/unet", "--out", "{new}"], ["no family that moves"]),
        (["--move", "{ltx}", "--size", "100x64", "--out", "{new}"], ["multiples of 32", "use 96x64"]),
        (["--move", "{ltx}", "--window", "20", "--out", "{new}"], ["--window 20", "use 65"]),
        (["--move", "{ltx}", "--sparsity", "0.2", "--out", "{new}"], ["MobileI2V"]),
        (["--move", "{ltx}", "--sigmas", "1,2", "--out", "{new}"], ["falling numbers"]),
        (["hollow", "--family", "other", "--out", "{new}"], ["other"]),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str], words: list[str], turbo: Path, ltx: Path, mobilei2v: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"turbo": turbo, "ltx": ltx, "mobilei2v": mobilei2v[0], "vae": mobilei2v[1], "new": tmp_path / "new", "none": tmp_path / "none"}
    line = refused(capsys, *[argument.format(**places) for argument in arguments])
    assert all(word in line for word in words), line
    assert not (tmp_path / "new").exists()


def test_a_finished_pack_is_not_overwritten(small_pack: Pack, turbo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "finished pack" in refused(capsys, "--draw", str(turbo), "--out", str(small_pack.folder))


def test_a_full_disk_is_found_before_the_start(turbo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=100))
    assert main(["--draw", str(turbo), "--size", "64x64", "--out", str(tmp_path / "new")]) == 2
    assert "MB left" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_weights_that_are_no_numbers_are_refused(turbo: Path) -> None:
    with pytest.raises(ConvertError, match="not finite"):
        write.check_finite(torch.tensor([1.0, float("inf")]), "a.weight", str(turbo))


def test_a_conversion_goes_on_where_it_stopped(turbo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["--draw", str(turbo), "--size", "64x64", "--out", str(tmp_path / "pack")]
    original = convert.write_one
    written: list[str] = []

    def interrupted(plan: Any, options: Any) -> Any:
        if len(written) == 1:
            raise KeyboardInterrupt
        written.append(plan.name)
        return original(plan, options)

    monkeypatch.setattr(convert, "write_one", interrupted)
    assert main(arguments) == 130
    assert "goes on from here" in capsys.readouterr().err
    assert not (tmp_path / "pack" / "pack.json").exists()
    done = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "pack").glob("textEncoder*")}
    monkeypatch.setattr(convert, "write_one", original)
    assert main(arguments) == 0
    assert "textEncoder: done before" in capsys.readouterr().err
    assert {name: (tmp_path / "pack" / name).stat().st_mtime_ns for name in done} == done
    assert {path.suffix for path in (tmp_path / "pack").iterdir()} == {".json", ".onnx", ".bin"}
    assert not (tmp_path / "pack" / "conversion.json").exists()


def test_it_says_what_it_will_take(turbo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(convert, "write_one", stop)
    main(["--draw", str(turbo), "--size", "64x64", "--out", str(tmp_path / "pack")])
    said = capsys.readouterr().err
    for words in ("3 graphs", "MB on disk", "min on one core", "MB of memory"):
        assert words in said


def test_no_more_than_the_announced_memory_is_read_at_once(turbo: Path) -> None:
    """The bound of each weight counts what it reads, as stored and in float32."""
    source = SafetensorsSource([turbo / "unet" / "diffusion_pytorch_model.safetensors"])
    largest = max(info.bytes for info in source.tensors().values())
    from kinora_convert.families.stable_diffusion.family import StableDiffusionOptions, plan
    from kinora_convert.families.stable_diffusion.folder import open_folder
    from kinora_convert.pack.estimate import estimate

    unet = plan(open_folder(turbo), StableDiffusionOptions(size=(64, 64))).graphs[1]
    assert largest < estimate(unet).peak_bytes <= 4 * largest


def test_a_hollow_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a toy configuration in the place of the real one."""
    monkeypatch.setattr(hollow, "RELEASED", MobileI2VConfig(MOBILEI2V.width, 8, MOBILEI2V.hidden, (True,)))
    monkeypatch.setattr(hollow, "VAE_090", LTX_VAE_090)
    assert main(["hollow", "--family", "mobilei2v", "--size", "64x64", "--out", str(tmp_path / "pack")]) == 0
    pack = Pack(tmp_path / "pack")
    assert pack.manifest["id"] == "hollow-mobilei2v"
    assert "noise" in pack.manifest["description"]
    assert pack.manifest["metrics"]["notes"][0].startswith("Hollow")
    assert "goldens" not in pack.manifest
    image = pack.run("firstFrame", image=torch.zeros(1, 3, 64, 64))
    assert bool(torch.isfinite(image).all())


def test_tokenizers_of_hollow_packs(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    from kinora_convert.hollow_tokenizers import write_hollow_bpe, write_hollow_unigram

    write_hollow_bpe(tmp_path / "bpe.json", 500)
    write_hollow_unigram(tmp_path / "unigram.json", 500)
    for name in ("bpe", "unigram"):
        tokenizer = Tokenizer.from_file(str(tmp_path / f"{name}.json"))
        ids = tokenizer.encode("a red apple", add_special_tokens=False).ids
        assert len(ids) >= 9
        assert tokenizer.get_vocab_size() == 500
        assert max(ids) < 500
    content = json.loads((tmp_path / "bpe.json").read_text(encoding="utf-8"))
    assert content["model"]["vocab"][WORDS[1]] == 499


def test_sizes_and_levels() -> None:
    assert parse_size("704x480") == (704, 480)
    assert parse_bytes("500MB") == 500_000_000
    assert parse_sigmas("1,0.5,0") == [1, 0.5, 0]
    assert parse_sigmas(None) is None


def test_clip_tokenizer_of_the_tests_has_all_bytes(tmp_path: Path) -> None:
    assert write_clip_tokenizer(tmp_path / "tokenizer", "!") == 2 * 256 + 4
