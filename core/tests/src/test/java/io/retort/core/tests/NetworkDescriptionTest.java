package io.retort.core.tests;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkDescriptionTest {
  private static final Layer RELU = new Layer.Activation(ActivationFunction.RELU);

  @Test
  void eachNodeOfASequenceReadsTheOneBefore() {
    NetworkDescription network =
        NetworkDescription.sequence().add("a", RELU).add("b", RELU).build();
    assertEquals(List.of("input"), network.node("a").inputs());
    assertEquals(List.of("a"), network.node("b").inputs());
    assertEquals(List.of("b"), network.outputs());
  }

  @Test
  void aNodeThatReadsALaterOneIsRefused() {
    // The only way to write a cycle: one of its nodes must come before what it reads.
    assertRefused(
        IllegalArgumentException.class,
        () ->
            new NetworkDescription(
                List.of(new Node("a", RELU, List.of("b")), new Node("b", RELU, List.of("a"))),
                List.of("b")),
        "'a'",
        "'b'",
        "not an earlier node");
  }

  @Test
  void aNodeThatReadsItselfIsRefused() {
    assertRefused(
        IllegalArgumentException.class,
        () -> new NetworkDescription(List.of(new Node("a", RELU, List.of("a"))), List.of("a")),
        "'a'");
  }

  @Test
  void twoNodesOfOneNameAreRefused() {
    assertRefused(
        IllegalArgumentException.class,
        () -> NetworkDescription.sequence().add("a", RELU).add("a", RELU).build(),
        "Two nodes",
        "'a'");
  }

  @Test
  void outputsMustBeNodes() {
    assertRefused(
        IllegalArgumentException.class,
        () -> NetworkDescription.sequence().add("a", RELU).build("c"),
        "'c'",
        "[a]");
    assertRefused(
        IllegalArgumentException.class,
        () -> NetworkDescription.sequence().add("a", RELU).build("input"),
        "'input'");
    assertRefused(
        IllegalArgumentException.class,
        () -> new NetworkDescription(List.of(new Node("a", RELU, List.of("input"))), List.of()),
        "at least one output");
    assertRefused(
        IllegalArgumentException.class,
        () -> NetworkDescription.sequence().add("a", RELU).build("a", "a"),
        "[a, a]",
        "twice");
    assertRefused(
        IllegalArgumentException.class,
        () -> NetworkDescription.sequence().build(),
        "at least one node");
  }

  @Test
  void namesAreChecked() {
    for (String name : new String[] {"", "A", "1a", "a.b", "a b", "input"}) {
      assertRefused(
          IllegalArgumentException.class,
          () -> new Node(name, RELU, List.of("input")),
          "'" + name + "'");
    }
  }

  @Test
  void numberOfInputsIsChecked() {
    assertRefused(
        IllegalArgumentException.class,
        () -> new Node("sum", new Layer.Add(), List.of("input")),
        "'sum'",
        "two or more");
    assertRefused(
        IllegalArgumentException.class,
        () -> new Node("a", RELU, List.of("x", "y")),
        "'a'",
        "exactly one");
  }

  @Test
  void unknownNodesAreListed() {
    NetworkDescription network = branches();
    assertRefused(
        IllegalArgumentException.class, () -> network.node("zz"), "'zz'", "[a, left, right, sum]");
    assertRefused(
        IllegalArgumentException.class,
        () -> network.ancestors(List.of("zz")),
        "'zz'",
        "[a, left, right, sum]");
  }

  @Test
  void ancestorsAreTheNodesAndAllBeforeThem() {
    NetworkDescription network = branches();
    assertEquals(Set.of("a", "left"), network.ancestors(List.of("left")));
    assertEquals(Set.of("a", "left", "right", "sum"), network.ancestors(List.of("sum")));
    assertEquals(Set.of(), network.ancestors(List.of("input")));
  }

  @Test
  void pruningDropsWhatNoOutputDependsOn() {
    NetworkDescription larger =
        branches().with(List.of(new Node("adapter", RELU, List.of("left"))));
    assertEquals(5, larger.nodes().size());
    assertEquals(branches(), larger.pruned());
  }

  private static NetworkDescription branches() {
    return NetworkDescription.sequence()
        .add("a", RELU)
        .add("left", RELU, "a")
        .add("right", RELU, "a")
        .add("sum", new Layer.Add(), "left", "right")
        .build();
  }
}
