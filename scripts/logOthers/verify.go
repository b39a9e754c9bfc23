// Checks a proof (C2SP tlog-proof) by a policy, with filippo.io/torchwood. Usage: verify POLICY PROOF ENTRY
package main

import (
	"fmt"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

func read(path string) []byte {
	bytes, err := os.ReadFile(path)
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	return bytes
}

func main() {
	policy, err := torchwood.ParsePolicy(read(os.Args[1]))
	if err != nil {
		fmt.Println("policy:", err)
		os.Exit(2)
	}
	if err := torchwood.VerifyProof(policy, tlog.RecordHash(read(os.Args[3])), read(os.Args[2])); err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("the proof is true")
}
