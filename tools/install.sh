#!/bin/sh
# Puts the command on the path: a link to the program in a folder of programs of the user's own.
# install.sh PROGRAM FOLDER
set -eu
program=$1 folder=$2 link=$2/coachtui

if [ -e "$link" ] && [ ! -L "$link" ]; then
  echo "$link is there already and is no link; remove it first." >&2
  exit 1
fi
mkdir -p "$folder"
ln -sf "$program" "$link"
echo "coachtui is installed: $link"
case ":$PATH:" in
  *":$folder:"*) ;;
  *) echo "That folder is not on your path yet. Add this line to ~/.profile and log in again:"
     echo "  export PATH=\"$folder:\$PATH\"" ;;
esac
