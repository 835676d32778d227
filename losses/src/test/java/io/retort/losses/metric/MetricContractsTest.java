package io.retort.losses.metric;

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
import io.retort.testkit.MetricContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every metric keeps the contract. */
class MetricContractsTest {

  @Nested
  class OfAccuracy extends MetricContract<Accuracy> {
    @Override
    protected MetricProvider<Accuracy> provider() {
      return new AccuracyProvider();
    }

    @Override
    protected Accuracy configuration() {
      return new Accuracy();
    }
  }

  @Nested
  class OfLogLoss extends MetricContract<LogLoss> {
    @Override
    protected MetricProvider<LogLoss> provider() {
      return new LogLossProvider();
    }

    @Override
    protected LogLoss configuration() {
      return new LogLoss();
    }
  }

  @Nested
  class OfCalibrationError extends MetricContract<CalibrationError> {
    @Override
    protected MetricProvider<CalibrationError> provider() {
      return new CalibrationErrorProvider();
    }

    @Override
    protected CalibrationError configuration() {
      return new CalibrationError();
    }
  }

  @Nested
  class OfBalancedAccuracy extends MetricContract<BalancedAccuracy> {
    @Override
    protected MetricProvider<BalancedAccuracy> provider() {
      return new BalancedAccuracyProvider();
    }

    @Override
    protected BalancedAccuracy configuration() {
      return new BalancedAccuracy();
    }
  }

  @Nested
  class OfMacroF1 extends MetricContract<MacroF1> {
    @Override
    protected MetricProvider<MacroF1> provider() {
      return new MacroF1Provider();
    }

    @Override
    protected MacroF1 configuration() {
      return new MacroF1();
    }
  }

  @Nested
  class OfMicroF1 extends MetricContract<MicroF1> {
    @Override
    protected MetricProvider<MicroF1> provider() {
      return new MicroF1Provider();
    }

    @Override
    protected MicroF1 configuration() {
      return new MicroF1();
    }
  }

  @Nested
  class OfExactMatch extends MetricContract<ExactMatch> {
    @Override
    protected MetricProvider<ExactMatch> provider() {
      return new ExactMatchProvider();
    }

    @Override
    protected ExactMatch configuration() {
      return new ExactMatch();
    }
  }

  @Nested
  class OfRootMeanSquaredError extends MetricContract<RootMeanSquaredError> {
    @Override
    protected MetricProvider<RootMeanSquaredError> provider() {
      return new RootMeanSquaredErrorProvider();
    }

    @Override
    protected RootMeanSquaredError configuration() {
      return new RootMeanSquaredError();
    }
  }

  @Nested
  class OfMeanAbsoluteError extends MetricContract<MeanAbsoluteError> {
    @Override
    protected MetricProvider<MeanAbsoluteError> provider() {
      return new MeanAbsoluteErrorProvider();
    }

    @Override
    protected MeanAbsoluteError configuration() {
      return new MeanAbsoluteError();
    }
  }

  @Nested
  class OfR2 extends MetricContract<R2> {
    @Override
    protected MetricProvider<R2> provider() {
      return new R2Provider();
    }

    @Override
    protected R2 configuration() {
      return new R2();
    }
  }

  @Nested
  class OfRocAuc extends MetricContract<RocAuc> {
    @Override
    protected MetricProvider<RocAuc> provider() {
      return new RocAucProvider();
    }

    @Override
    protected RocAuc configuration() {
      return new RocAuc(Optional.empty());
    }
  }

  @Nested
  class OfRocAucOfOne extends MetricContract<RocAuc> {
    @Override
    protected MetricProvider<RocAuc> provider() {
      return new RocAucProvider();
    }

    @Override
    protected RocAuc configuration() {
      return new RocAuc(Optional.of("b"));
    }
  }

  @Nested
  class OfPrAuc extends MetricContract<PrAuc> {
    @Override
    protected MetricProvider<PrAuc> provider() {
      return new PrAucProvider();
    }

    @Override
    protected PrAuc configuration() {
      return new PrAuc(Optional.empty());
    }
  }

  @Nested
  class OfPrAucOfOne extends MetricContract<PrAuc> {
    @Override
    protected MetricProvider<PrAuc> provider() {
      return new PrAucProvider();
    }

    @Override
    protected PrAuc configuration() {
      return new PrAuc(Optional.of("a"));
    }
  }

  @Nested
  class OfBrierScore extends MetricContract<BrierScore> {
    @Override
    protected MetricProvider<BrierScore> provider() {
      return new BrierScoreProvider();
    }

    @Override
    protected BrierScore configuration() {
      return new BrierScore();
    }
  }

  @Nested
  class OfTopKAccuracy extends MetricContract<TopKAccuracy> {
    @Override
    protected MetricProvider<TopKAccuracy> provider() {
      return new TopKAccuracyProvider();
    }

    @Override
    protected TopKAccuracy configuration() {
      return new TopKAccuracy(2);
    }
  }

  @Nested
  class OfRecall extends MetricContract<Recall> {
    @Override
    protected MetricProvider<Recall> provider() {
      return new RecallProvider();
    }

    @Override
    protected Recall configuration() {
      return new Recall(Optional.empty());
    }
  }

  @Nested
  class OfRecallOfOne extends MetricContract<Recall> {
    @Override
    protected MetricProvider<Recall> provider() {
      return new RecallProvider();
    }

    @Override
    protected Recall configuration() {
      return new Recall(Optional.of("b"));
    }
  }

  @Nested
  class OfQuantileLoss extends MetricContract<QuantileLoss> {
    @Override
    protected MetricProvider<QuantileLoss> provider() {
      return new QuantileLossProvider();
    }

    @Override
    protected QuantileLoss configuration() {
      return new QuantileLoss(0.8);
    }
  }

  @Nested
  class OfRecallAtK extends MetricContract<RecallAtK> {
    @Override
    protected MetricProvider<RecallAtK> provider() {
      return new RecallAtKProvider();
    }

    @Override
    protected RecallAtK configuration() {
      return new RecallAtK(10);
    }

    @Override
    protected boolean relatesSamples() {
      return true;
    }
  }

  @Nested
  class OfRecallAtOne extends MetricContract<RecallAtK> {
    @Override
    protected MetricProvider<RecallAtK> provider() {
      return new RecallAtKProvider();
    }

    @Override
    protected RecallAtK configuration() {
      return new RecallAtK(1);
    }

    /** The nearest of each is 1 0 1 by the teacher, and 2, 2, and 0 or 1 by the model. */
    @Override
    protected List<KnownFigure> knownFigures() {
      float[][] teacher = {
        PredictionFixtures.row(1, 0), PredictionFixtures.row(3, 1), PredictionFixtures.row(1, 2)
      };
      float[][] model = {
        PredictionFixtures.row(1, 0, 0),
        PredictionFixtures.row(0, 0, 2),
        PredictionFixtures.row(1, 0, 1)
      };
      return List.of(
          new KnownFigure(PredictionFixtures.vectors(model, teacher), "recall-at-1", 1 / 6.0));
    }

    @Override
    protected boolean relatesSamples() {
      return true;
    }
  }

  @Nested
  class OfCosineSimilarity extends MetricContract<CosineSimilarity> {
    @Override
    protected MetricProvider<CosineSimilarity> provider() {
      return new CosineSimilarityProvider();
    }

    @Override
    protected CosineSimilarity configuration() {
      return new CosineSimilarity();
    }

    /** 3-4-5 triangles: 24/25, a right angle, and the opposite direction. */
    @Override
    protected List<KnownFigure> knownFigures() {
      float[][] teacher = {
        PredictionFixtures.row(3, 4), PredictionFixtures.row(0, 2), PredictionFixtures.row(1, 1)
      };
      float[][] model = {
        PredictionFixtures.row(8, 6), PredictionFixtures.row(5, 0), PredictionFixtures.row(-2, -2)
      };
      return List.of(
          new KnownFigure(
              PredictionFixtures.vectors(model, teacher), "cosine", (24 / 25.0 + 0 - 1) / 3));
    }
  }
}
