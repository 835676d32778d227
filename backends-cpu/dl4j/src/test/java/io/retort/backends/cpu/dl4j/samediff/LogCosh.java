package io.retort.backends.cpu.dl4j.samediff;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * {@code δ² log cosh((z − t)/δ)}, the mean over all values of a row: a square near 0, and a line
 * far away. The example of a loss without calculus.
 */
final class LogCosh extends SameDiffLoss {
  private final double delta;

  /**
   * The configuration.
   *
   * @param delta where the square turns into a line
   */
  public record Settings(
      @Doc("Where the square turns into a line, in units of the values.")
          @Default("1")
          @Range(min = 0, minExclusive = true)
          double delta) {}

  private LogCosh(Settings settings) {
    super(Set.of(TargetKind.VALUES, TargetKind.FEATURES));
    this.delta = settings.delta();
  }

  @Override
  protected SDVariable rows(ComparedVariables compared) {
    SDVariable distance = compared.student().sub(compared.target()).div(delta);
    SDVariable size = compared.graph().math().abs(distance);
    // log cosh x = |x| + log(1 + exp(−2|x|)) − log 2, which is finite for any x.
    SDVariable each =
        size.add(compared.graph().nn().softplus(size.mul(-2))).sub(Math.log(2)).mul(delta * delta);
    int axes = compared.student().getShape().length;
    int[] all = new int[axes - 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = i + 1;
    }
    return each.mean(all);
  }

  /** Makes it. */
  public static final class Provider implements LossProvider<Settings> {
    @Override
    public String name() {
      return "log-cosh";
    }

    @Override
    public Class<Settings> configuration() {
      return Settings.class;
    }

    @Override
    public Loss create(Settings configuration, Context context) {
      return new LogCosh(configuration);
    }
  }
}
