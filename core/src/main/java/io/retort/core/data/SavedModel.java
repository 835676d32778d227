package io.retort.core.data;

import io.retort.core.network.SavedNetwork;
import java.util.Optional;

/**
 * A trained network as it lies in a folder, with what it was taught.
 *
 * @param network the network and its weights
 * @param signature what it was taught; empty for a network of which that is not known
 */
public record SavedModel(SavedNetwork network, Optional<Signature> signature) {}
