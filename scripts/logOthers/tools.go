//go:build tools

// Names what is built besides, so that Go fetches it.
package main

import (
	_ "filippo.io/torchwood/bastion"
	_ "github.com/transparency-dev/tessera/cmd/fsck"
)
