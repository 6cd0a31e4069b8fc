#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| lakegen_fuzz::trial(input, lakegen_fuzz::Stages::validate));

// Every other time as a text, so that YAML is tried as well.
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let input = data[..size].to_vec();
    let changed = (seed % 2 == 0).then(|| lakegen_fuzz::change_spec(&input, &mut data[..max_size], seed)).flatten();
    changed.unwrap_or_else(|| libfuzzer_sys::fuzzer_mutate(data, size, max_size))
});
