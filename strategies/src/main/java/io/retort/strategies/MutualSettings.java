package io.retort.strategies;

import io.retort.core.loss.Criterion;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;
import java.util.Optional;

/**
 * Deep mutual learning (Zhang, Xiang, Hospedales and Lu 2018): the student and its peers learn the
 * true labels and follow each other. Each of the K networks minimises {@code hard(z_k) + w/(K−1)
 * Σ_{l≠k} loss(z_k, z_l)}, where the others are constants, as they are before the step.
 *
 * @param copies how many of the peers are networks like the student, from weights of their own
 * @param networks further peers
 * @param weight w
 * @param loss the loss between a network and one of the others
 * @param weightSchedule multiplies w as training goes on
 */
public record MutualSettings(
    @Doc("How many peers have the student's network; each starts from weights of its own.")
        @Range(min = 1, max = 100)
        Optional<Integer> copies,
    @Doc("Peers with networks of their own.") @Default("[]") List<NetworkDescription> networks,
    @Doc("The weight of the other networks together, beside true labels of weight 1.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double weight,
    @Doc("The loss between a network and one of the others.")
        @Default(
            "{kind: distillation, classes: {kind: kullback-leibler, temperature: 1}, labels: {kind:"
                + " binary-kullback-leibler, temperature: 1}}")
        Criterion loss,
    @Doc("Factor of the weight as training goes on.") @Default("{kind: constant}")
        Schedule weightSchedule) {

  public MutualSettings {
    networks = List.copyOf(networks);
    if (copies.isEmpty() && networks.isEmpty()) {
      throw new IllegalArgumentException(
          "Give the peers: copies: 1 for a second network like the student, or networks");
    }
  }
}
