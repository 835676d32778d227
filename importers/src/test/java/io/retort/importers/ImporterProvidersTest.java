package io.retort.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.importers.providers.KerasProvider;
import io.retort.importers.providers.RetortProvider;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImporterProvidersTest {

  @Test
  void namesAreThoseOfTheFormats() {
    assertEquals("retort", new RetortProvider().name());
    assertEquals("keras", new KerasProvider().name());
  }

  @Test
  void aSavedNetworkIsWhatTheRunReads() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("logits", new Layer.Dense(2, ActivationFunction.LINEAR))
                .build(),
            Shape.of(3));
    SavedNetwork saved = new SavedNetwork(plan, WeightInitialization.draw(plan, 1));
    TestContext context = new TestContext(Path.of(""), 1).with(saved);

    assertSame(
        saved, new RetortProvider().create(new RetortFolder(Path.of("any")), context).read());
  }
}
