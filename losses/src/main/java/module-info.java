import io.retort.core.loss.LossProvider;
import io.retort.core.metric.MetricProvider;
import io.retort.losses.metric.providers.AccuracyProvider;
import io.retort.losses.metric.providers.BalancedAccuracyProvider;
import io.retort.losses.metric.providers.BrierScoreProvider;
import io.retort.losses.metric.providers.CalibrationErrorProvider;
import io.retort.losses.metric.providers.CosineSimilarityProvider;
import io.retort.losses.metric.providers.ExactMatchProvider;
import io.retort.losses.metric.providers.LogLossProvider;
import io.retort.losses.metric.providers.MacroF1Provider;
import io.retort.losses.metric.providers.MeanAbsoluteErrorProvider;
import io.retort.losses.metric.providers.MicroF1Provider;
import io.retort.losses.metric.providers.PrAucProvider;
import io.retort.losses.metric.providers.QuantileLossProvider;
import io.retort.losses.metric.providers.R2Provider;
import io.retort.losses.metric.providers.RecallAtKProvider;
import io.retort.losses.metric.providers.RecallProvider;
import io.retort.losses.metric.providers.RocAucProvider;
import io.retort.losses.metric.providers.RootMeanSquaredErrorProvider;
import io.retort.losses.metric.providers.TopKAccuracyProvider;
import io.retort.losses.providers.AttentionProvider;
import io.retort.losses.providers.BinaryCrossEntropyProvider;
import io.retort.losses.providers.BinaryKullbackLeiblerProvider;
import io.retort.losses.providers.CosineProvider;
import io.retort.losses.providers.CrossEntropyProvider;
import io.retort.losses.providers.DecoupledProvider;
import io.retort.losses.providers.DistillationProvider;
import io.retort.losses.providers.DoubleSoftmaxProvider;
import io.retort.losses.providers.HuberProvider;
import io.retort.losses.providers.KullbackLeiblerProvider;
import io.retort.losses.providers.MeanSquaredErrorProvider;
import io.retort.losses.providers.RelationalProvider;
import io.retort.losses.providers.SoftCrossEntropyProvider;
import io.retort.losses.providers.SupervisedProvider;
import io.retort.losses.providers.TeacherBoundedProvider;
import io.retort.losses.providers.VariationalInformationProvider;

/** The losses and the metrics that ship with Retort: what models are trained by, and judged by. */
module io.retort.losses {
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.losses;
  exports io.retort.losses.metric;

  provides LossProvider with
      AttentionProvider,
      BinaryCrossEntropyProvider,
      BinaryKullbackLeiblerProvider,
      CosineProvider,
      CrossEntropyProvider,
      DecoupledProvider,
      DistillationProvider,
      DoubleSoftmaxProvider,
      HuberProvider,
      KullbackLeiblerProvider,
      MeanSquaredErrorProvider,
      RelationalProvider,
      SoftCrossEntropyProvider,
      SupervisedProvider,
      TeacherBoundedProvider,
      VariationalInformationProvider;
  provides MetricProvider with
      AccuracyProvider,
      BalancedAccuracyProvider,
      BrierScoreProvider,
      CalibrationErrorProvider,
      CosineSimilarityProvider,
      ExactMatchProvider,
      LogLossProvider,
      MacroF1Provider,
      MeanAbsoluteErrorProvider,
      MicroF1Provider,
      PrAucProvider,
      QuantileLossProvider,
      R2Provider,
      RecallAtKProvider,
      RecallProvider,
      RocAucProvider,
      RootMeanSquaredErrorProvider,
      TopKAccuracyProvider;
}
