// Checks a signed checkpoint, the path of an entry and growth, with the crate metamorphic-log.
// Usage: others FOLDER, which holds keys, checkpoint, entry, index, path, older, consistency (hashes: hex, one a line)
use metamorphic_log::checkpoint::Checkpoint;
use metamorphic_log::merkle::hash_leaf;
use metamorphic_log::note::{SignedNote, VerifierKey};
use std::fs;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let text = |name: &str| fs::read_to_string(format!("{folder}/{name}")).expect(name);
    let hashes = |name: &str| -> Vec<Vec<u8>> { text(name).lines().map(bytes).collect() };
    let keys: Vec<VerifierKey> = text("keys").lines().map(|line| key(line)).collect();
    let signed = SignedNote::parse(&text("checkpoint")).expect("a signed note");
    let verified = signed.verify(&keys).expect("signatures");
    assert_eq!(verified.len(), keys.len(), "not all keys have signed");
    let newest = Checkpoint::from_signed_note(&text("checkpoint"), &keys).expect("a checkpoint");
    let leaf = hash_leaf(&fs::read(format!("{folder}/entry")).expect("entry"));
    let index: u64 = text("index").trim().parse().expect("a number");
    newest.verify_inclusion(index, &leaf, &hashes("path")).expect("inclusion");
    let older = Checkpoint::from_signed_note(&text("older"), &keys).expect("an older checkpoint");
    older.verify_consistency(&newest, &hashes("consistency")).expect("consistency");
    println!("{} signatures, entry {} and growth from {} to {} are right", verified.len(), index, older.size(), newest.size());
}

fn key(line: &str) -> VerifierKey {
    VerifierKey::parse(line).expect(line)
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
}
