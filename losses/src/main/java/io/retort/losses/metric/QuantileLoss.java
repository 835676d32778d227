package io.retort.losses.metric;

import io.retort.core.metric.Measurement;
import io.retort.core.metric.ValueMetric;
import io.retort.core.metric.ValuePredictions;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.progress.Unit;
import java.math.BigDecimal;

/**
 * The pinball loss of a quantile α, over all samples and values: a prediction that is d too low
 * costs α·d, one that is d too high (1 − α)·d (Koenker and Bassett 1978; scikit-learn's {@code
 * mean_pinball_loss}). The α-quantile of the truth costs least; for 0.5 it is half the mean
 * absolute error.
 *
 * @param quantile α
 */
public record QuantileLoss(
    @Doc("The quantile that the values are meant to be, such as 0.9.")
        @Default("0.5")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double quantile)
    implements ValueMetric {

  @Override
  public String name() {
    return "quantile-loss-" + BigDecimal.valueOf(quantile).toPlainString();
  }

  @Override
  public Unit unit() {
    return Unit.OF_VALUES;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Measurement measure(ValuePredictions predictions) {
    return ValueErrors.mean(
        predictions, error -> error < 0 ? -quantile * error : (1 - quantile) * error);
  }
}
