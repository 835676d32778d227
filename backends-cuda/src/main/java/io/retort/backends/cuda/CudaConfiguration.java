package io.retort.backends.cuda;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * The configuration of the {@code cuda} backend.
 *
 * @param device the index of the device, as nvidia-smi counts
 */
public record CudaConfiguration(
    @Doc("The index of the device, as nvidia-smi counts.") @Default("0") @Range(min = 0)
        int device) {}
