package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the contracts try has all kinds of layers, those that are still to come too. */
class LayerKindsTest {
  private static final Set<Class<?>> ALL = Set.of(Layer.class.getPermittedSubclasses());

  @Test
  void backendsAreComparedWithTheReferenceOnEveryKind() {
    assertEquals(ALL, kinds(BackendCases.all().stream().map(BackendCase::network)));
  }

  @Test
  void randomNetworksHaveEveryKind() {
    assertEquals(
        ALL,
        kinds(
            IntStream.range(0, ExporterContract.NETWORKS)
                .mapToObj(seed -> RandomNetworks.draw(seed).plan().description())));
  }

  @Test
  void everyKindHasAChain() {
    assertEquals(ALL, kinds(RandomNetworks.chains().stream().map(it -> it.plan().description())));
  }

  private static Set<Class<?>> kinds(Stream<NetworkDescription> networks) {
    return networks
        .map(NetworkDescription::nodes)
        .flatMap(List::stream)
        .map(node -> node.layer().getClass())
        .collect(Collectors.toSet());
  }
}
