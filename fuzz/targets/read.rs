#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| lakegen_fuzz::trial(input, lakegen_fuzz::Stages::read));
