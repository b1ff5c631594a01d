#!/usr/bin/env bash
# Makes the starter pack from nothing: artwork, training, export, evaluation. Run it from anywhere:
#
#   training/scripts/starter.sh
#
# The trainings take 16 hours on two CPU cores; rendering and evaluation come on top. A GPU is used where PyTorch finds one
# (add DEVICE=cuda to be sure). A step that has ended is skipped, and a training that was interrupted continues at its last
# checkpoint, so that the script can be started again.
#
#   PYTHON=venv/bin/python   the interpreter, with training/requirements.txt
#   RUNS=, CACHE=, PACK=     folders of checkpoints, of fetched and cached files, and of the pack
#   GOLDENS=, SHEET=         folder of what the browser's tests compare with, and file of the contact sheet
#   TOY=1                    the smallest models and a few steps each, to see that all of it runs
#   DRY=1                    prints the commands and runs nothing
#
# training/README.md says which steps may run at the same time, and which ones to repeat after a change.
set -euo pipefail
cd "$(dirname "$0")/../.."

PYTHON=${PYTHON:-python}
RUNS=${RUNS:-training/runs}
CACHE=${CACHE:-training/cache}
PACK=${PACK:-public/packs/starter}
GOLDENS=${GOLDENS:-test/fixtures/starter-goldens}
SHEET=${SHEET:-docs/images/contact-sheet.jpg}
TOY=${TOY:-}
DRY=${DRY:-}

# Without these, glibc returns large blocks to the system after each step, which costs a CPU 30% (LOG.md).
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000

# step NAME MODULE ARGUMENTS...: runs a command once.
step() {
  local name=$1 mark=$RUNS/done/$1
  shift
  if [[ $DRY ]]; then
    echo "python -m $*"
  elif [[ -e $mark ]]; then
    echo "$name is done."
  else
    echo "$name: python -m $*"
    "$PYTHON" -m "$@"
    mkdir -p "$RUNS/done"
    touch "$mark"
  fi
}

# stage NAME MODULE ARGUMENTS...: a step with the folders, and in toy mode with a few updates of the smallest model.
stage() {
  local toy=()
  [[ $TOY ]] && toy=(--size toy --updates 3 --batch 4 --threads 1)
  step "$@" --runs "$RUNS" --cache "$CACHE" ${DEVICE:+--device "$DEVICE"} ${toy[@]+"${toy[@]}"}
}

# train NAME MODULE ARGUMENTS...: a stage that writes NAME.pt, and continues with it where it was interrupted.
train() {
  local resume=()
  [[ -e $RUNS/$1.pt && ! $DRY ]] && resume=(--resume)
  stage "$@" ${resume[@]+"${resume[@]}"}
}

# In toy mode, NORMAL becomes TOY: pick NORMAL TOY.
pick() { if [[ $TOY ]]; then echo "$2"; else echo "$1"; fi; }

# 1. Artwork of 1,004 nouns from the npm registry, 10 panoramas, 24 painted places, 162 animations, word vectors.
#    Motion is learned from sprites of 128 pixels, pictures from sprites of 256, of which one animation frame in six is enough.
step fetch-128 training.data.fetch --out "$CACHE"
step fetch-256 training.data.fetch --size 256 --every 6 --out "$CACHE"
step animations training.data.animations --out "$CACHE"
step word-vectors training.data.word_vectors --out "$CACHE"

# 2. Autoencoders of pictures: text-to-image's, whose decoder is trained on alone at 512 pixels, and image-to-video's, of which
#    only the encoder ships. Picture latents are final at the end of picture-autoencoder.
train picture-autoencoder training.stages.image_autoencoder --of picture --minutes 40
train picture-decoder training.stages.image_autoencoder --of picture --phase decoder --minutes 130
train condition-autoencoder training.stages.image_autoencoder --of condition --minutes 20

# 3. The autoencoder of motion, its decoder alone, the network that finds the subject in a first frame, and what subjects do by
#    themselves. Motion latents are final at the end of motion-autoencoder.
train motion-autoencoder training.stages.motion_autoencoder --minutes 40
train motion-decoder training.stages.motion_autoencoder --phase decoder --picture 96 --minutes 70
stage subject-finder training.stages.subject_finder --pictures "$(pick 8000 8)"
stage inner-motion training.stages.inner_motion

# 4. Scenes, rendered and encoded once.
stage latents-images training.stages.cache_latents --kind images --count "$(pick 32000 32)"
stage latents-clips training.stages.cache_latents --kind clips --count "$(pick 5000 32)"

# 5. Text-to-image: with all noise levels, then near those of a sampler of two steps, then for prompts that are a noun and little else. Then
#    together with its decoder, by the pictures that come out; then the decoder alone, by small things such as faces.
train text-to-image training.stages.text_to_image --minutes 110
stage text-to-image-near training.stages.text_to_image --resume --near-steps 2 --minutes 60
stage naming training.stages.naming
train end-to-end training.stages.end_to_end --minutes 120
train picture-details training.stages.picture_details --count "$(pick 700 4)" --minutes 40

# 6. Places, which are searched and not trained; then image-to-video: likewise; then without half of its weights, in two steps, with guidance folded in.
stage places training.data.place_latents ${TOY:+--only beach lake}
train image-to-video training.stages.image_to_video --minutes 110
stage image-to-video-near training.stages.image_to_video --resume --near-steps 2 --minutes 80
train image-to-video-sparse training.stages.sparsify --share "$(pick 0.55 0.3)" --steps 2 --guidance 2 --minutes 85

# 7. The pack, and how it reads words that are in no caption.
step pack training.export.starter_pack --video-model image-to-video-sparse --frame "$(pick 256 128)" \
  --runs "$RUNS" --cache "$CACHE" --out "$PACK" --goldens "$GOLDENS"
step stored-places training.export.stored_places --runs "$RUNS" --pack "$PACK"
step word-files training.export.word_files --pack "$PACK"
step front-backgrounds training.evaluation.front_backgrounds --pack "$PACK" --cache "$CACHE"
step half-precision training.export.half_precision.write --pack "$PACK"

# 8. What it is worth: numbers in pack.json and MODEL_CARD.md, a picture of 32 prompts, and the cost.
few=()
[[ $TOY ]] && few=(--stills 2 --clips 2 --compared 1 --reconstructed 1 --long-films 0 --pulses 0 --originals 1)
step evaluation training.evaluation.evaluate --pack "$PACK" --runs "$RUNS" --cache "$CACHE" ${few[@]+"${few[@]}"}
step contact-sheet training.evaluation.contact_sheet --prompts "$(pick 32 2)" --pack "$PACK" --out "$SHEET"
step cost training.evaluation.count_flops --pack "$PACK"
