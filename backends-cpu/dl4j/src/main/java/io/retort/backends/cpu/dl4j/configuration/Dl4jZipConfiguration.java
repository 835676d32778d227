package io.retort.backends.cpu.dl4j.configuration;

/** The configuration of the {@code dl4j-zip} exporter, which has no keys. */
public record Dl4jZipConfiguration() {}
