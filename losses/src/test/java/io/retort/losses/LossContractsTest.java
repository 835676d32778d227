package io.retort.losses;

import static java.lang.Math.log;

import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Loss;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.KullbackLeibler.Direction;
import io.retort.losses.MeanSquaredError.On;
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
import io.retort.testkit.CriterionContract;
import io.retort.testkit.LossContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every loss keeps the contract, in each of its forms. */
class LossContractsTest {
  private static final double[] STUDENT = {0.7, 0.2, 0.1};
  private static final double[] TEACHER = {0.2, 0.5, 0.3};

  /** Logits whose softmax at a temperature has these probabilities. */
  private static Tensor logits(double temperature, double... probabilities) {
    Tensor logits = Tensor.allocate(Shape.of(1, probabilities.length));
    for (int i = 0; i < probabilities.length; i++) {
      logits.set(i, (float) (temperature * log(probabilities[i])));
    }
    return logits;
  }

  private static List<LossContract.KnownValue> against(double temperature, double value) {
    return List.of(
        new LossContract.KnownValue(
            logits(temperature, STUDENT), new Target.Logits(logits(temperature, TEACHER)), value));
  }

  @Nested
  class PlainCrossEntropy extends Labels<CrossEntropy> {
    PlainCrossEntropy() {
      super(new CrossEntropyProvider(), new CrossEntropy(0));
    }

    @Override
    protected List<KnownValue> knownValues() {
      return List.of(
          new KnownValue(logits(1, STUDENT), new Target.Classes(new int[] {1}), -log(0.2)));
    }
  }

  @Nested
  class SmoothedCrossEntropy extends Labels<CrossEntropy> {
    SmoothedCrossEntropy() {
      super(new CrossEntropyProvider(), new CrossEntropy(0.1));
    }
  }

  @Nested
  class ForwardKullbackLeibler extends Matching<KullbackLeibler> {
    ForwardKullbackLeibler() {
      super(new KullbackLeiblerProvider(), new KullbackLeibler(4));
    }

    @Override
    protected List<KnownValue> knownValues() {
      return against(4, 16 * (0.2 * log(0.2 / 0.7) + 0.5 * log(0.5 / 0.2) + 0.3 * log(0.3 / 0.1)));
    }
  }

  @Nested
  class SharpForwardKullbackLeibler extends Matching<KullbackLeibler> {
    SharpForwardKullbackLeibler() {
      super(new KullbackLeiblerProvider(), new KullbackLeibler(0.5));
    }

    @Override
    protected List<KnownValue> knownValues() {
      return against(
          0.5, 0.25 * (0.2 * log(0.2 / 0.7) + 0.5 * log(0.5 / 0.2) + 0.3 * log(0.3 / 0.1)));
    }
  }

  @Nested
  class ReverseKullbackLeibler extends Matching<KullbackLeibler> {
    ReverseKullbackLeibler() {
      super(new KullbackLeiblerProvider(), new KullbackLeibler(2, true, Direction.REVERSE));
    }

    @Override
    protected List<KnownValue> knownValues() {
      return against(2, 4 * (0.7 * log(0.7 / 0.2) + 0.2 * log(0.2 / 0.5) + 0.1 * log(0.1 / 0.3)));
    }
  }

  @Nested
  class UnscaledKullbackLeibler extends Matching<KullbackLeibler> {
    UnscaledKullbackLeibler() {
      super(new KullbackLeiblerProvider(), new KullbackLeibler(3, false, Direction.FORWARD));
    }

    @Override
    protected List<KnownValue> knownValues() {
      return against(3, 0.2 * log(0.2 / 0.7) + 0.5 * log(0.5 / 0.2) + 0.3 * log(0.3 / 0.1));
    }

    @Override
    protected double[] gradientAtHighTemperature(LogitRow row) {
      return new double[row.student().length];
    }
  }

  @Nested
  class PlainSoftCrossEntropy extends Matching<SoftCrossEntropy> {
    PlainSoftCrossEntropy() {
      super(new SoftCrossEntropyProvider(), new SoftCrossEntropy(4, true));
    }

    @Override
    protected List<KnownValue> knownValues() {
      return against(4, -16 * (0.2 * log(0.7) + 0.5 * log(0.2) + 0.3 * log(0.1)));
    }
  }

  @Nested
  class DoubleSoftmaxOfTheTeacher extends Labels<DoubleSoftmax> {
    DoubleSoftmaxOfTheTeacher() {
      super(new DoubleSoftmaxProvider(), new DoubleSoftmax(4, false));
    }
  }

  @Nested
  class DoubleSoftmaxOfBothSides extends Matching<DoubleSoftmax> {
    DoubleSoftmaxOfBothSides() {
      super(new DoubleSoftmaxProvider(), new DoubleSoftmax(3, true));
    }
  }

  @Nested
  class MeanSquaredErrorOnLogits extends Matching<MeanSquaredError> {
    MeanSquaredErrorOnLogits() {
      super(new MeanSquaredErrorProvider(), new MeanSquaredError(On.LOGITS));
    }

    @Override
    protected Shape rowShape(TargetKind kind) {
      return kind == TargetKind.FEATURES ? Shape.of(2, 3, 2) : super.rowShape(kind);
    }
  }

  @Nested
  class MeanSquaredErrorOnProbabilities extends Matching<MeanSquaredError> {
    MeanSquaredErrorOnProbabilities() {
      super(new MeanSquaredErrorProvider(), new MeanSquaredError(On.PROBABILITIES));
    }
  }

  @Nested
  class PlainBinaryCrossEntropy extends Matching<BinaryCrossEntropy> {
    PlainBinaryCrossEntropy() {
      super(new BinaryCrossEntropyProvider(), new BinaryCrossEntropy(1, true));
    }
  }

  @Nested
  class TemperedBinaryCrossEntropy extends Matching<BinaryCrossEntropy> {
    TemperedBinaryCrossEntropy() {
      super(new BinaryCrossEntropyProvider(), new BinaryCrossEntropy(3, true));
    }
  }

  @Nested
  class PlainBinaryKullbackLeibler extends Matching<BinaryKullbackLeibler> {
    PlainBinaryKullbackLeibler() {
      super(new BinaryKullbackLeiblerProvider(), new BinaryKullbackLeibler(1, true));
    }
  }

  @Nested
  class TemperedBinaryKullbackLeibler extends Matching<BinaryKullbackLeibler> {
    TemperedBinaryKullbackLeibler() {
      super(new BinaryKullbackLeiblerProvider(), new BinaryKullbackLeibler(3, false));
    }

    @Override
    protected double[] gradientAtHighTemperature(LogitRow row) {
      return new double[row.student().length];
    }
  }

  @Nested
  class PlainDistillation extends Matching<Distillation> {
    PlainDistillation() {
      super(new DistillationProvider(), new Distillation());
    }

    @Override
    protected List<KnownValue> knownValues() {
      return against(4, 16 * (0.2 * log(0.2 / 0.7) + 0.5 * log(0.5 / 0.2) + 0.3 * log(0.3 / 0.1)));
    }
  }

  @Nested
  class PlainTeacherBounded extends Labels<TeacherBounded> {
    PlainTeacherBounded() {
      super(new TeacherBoundedProvider(), new TeacherBounded(0.25));
    }
  }

  @Nested
  class PlainHuber extends Matching<Huber> {
    PlainHuber() {
      super(new HuberProvider(), new Huber(1));
    }

    @Override
    protected Shape rowShape(TargetKind kind) {
      return kind == TargetKind.FEATURES ? Shape.of(2, 3, 2) : super.rowShape(kind);
    }
  }

  @Nested
  class PlainCosine extends Matching<Cosine> {
    PlainCosine() {
      super(new CosineProvider(), new Cosine());
    }

    @Override
    protected Shape rowShape(TargetKind kind) {
      return kind == TargetKind.FEATURES ? Shape.of(2, 3, 2) : super.rowShape(kind);
    }
  }

  @Nested
  class PlainDecoupled extends Matching<Decoupled> {
    PlainDecoupled() {
      super(new DecoupledProvider(), new Decoupled(1, 8, 4));
    }

    /**
     * All classes become equally likely: the true one's odds move with its logit less the mean of
     * the others, and each of the others with its own less that mean.
     */
    @Override
    protected double[] gradientAtHighTemperature(LogitRow row) {
      int classes = row.student().length;
      double[] difference = new double[classes];
      double others = 0;
      for (int i = 0; i < classes; i++) {
        difference[i] = row.student()[i] - row.teacher()[i];
        others += i == row.label() ? 0 : difference[i] / (classes - 1);
      }
      double odds = (difference[row.label()] - others) * (classes - 1) / (classes * classes);
      double[] limit = new double[classes];
      for (int i = 0; i < classes; i++) {
        limit[i] =
            i == row.label()
                ? odds
                : -odds / (classes - 1) + 8 * (difference[i] - others) / (classes - 1);
      }
      return limit;
    }
  }

  @Nested
  class DecoupledOfTwoClasses extends Matching<Decoupled> {
    DecoupledOfTwoClasses() {
      super(new DecoupledProvider(), new Decoupled(1, 8, 1));
    }

    @Override
    protected Shape rowShape(TargetKind kind) {
      return Shape.of(2);
    }
  }

  @Nested
  class PlainSupervised extends Labels<Supervised> {
    PlainSupervised() {
      super(new SupervisedProvider(), new Supervised());
    }
  }

  @Nested
  class Relations extends Matching<Relational> {
    Relations() {
      super(new RelationalProvider(), new Relational(1, 1));
    }
  }

  @Nested
  class RelationsOfDistances extends Matching<Relational> {
    RelationsOfDistances() {
      super(new RelationalProvider(), new Relational(25, 0));
    }
  }

  @Nested
  class AttentionOverTwoLevels extends CriterionContract<Attention> {
    @Override
    protected LossProvider<Attention> provider() {
      return new AttentionProvider();
    }

    @Override
    protected Attention configuration() {
      return new Attention(2);
    }

    @Override
    protected List<Shape> outputs() {
      return List.of(Shape.of(2, 3, 2), Shape.of(4, 2, 2));
    }

    @Override
    protected List<CriterionSetting.TargetShape> targets() {
      return List.of(features(Shape.of(3, 3, 2)), features(Shape.of(4, 2, 2)));
    }
  }

  @Nested
  class InformationOfMaps extends Information {
    InformationOfMaps() {
      super(Shape.of(3, 2, 2));
    }
  }

  @Nested
  class InformationOfVectors extends Information {
    InformationOfVectors() {
      super(Shape.of(5));
    }
  }

  @Nested
  class InformationOfSequences extends Information {
    InformationOfSequences() {
      super(Shape.of(4, 3));
    }
  }

  private static CriterionSetting.TargetShape features(Shape shape) {
    return new CriterionSetting.TargetShape(TargetKind.FEATURES, shape);
  }

  /** Features whose variances are trained. */
  private abstract static class Information extends CriterionContract<VariationalInformation> {
    private final Shape shape;

    Information(Shape shape) {
      this.shape = shape;
    }

    @Override
    protected LossProvider<VariationalInformation> provider() {
      return new VariationalInformationProvider();
    }

    @Override
    protected VariationalInformation configuration() {
      return new VariationalInformation(5, 1e-5);
    }

    @Override
    protected List<Shape> outputs() {
      return List.of(shape);
    }

    @Override
    protected List<CriterionSetting.TargetShape> targets() {
      return List.of(features(shape));
    }
  }

  /** A loss against true labels. */
  private abstract static class Labels<C extends Record & Loss> extends LossContract<C> {
    private final LossProvider<C> provider;
    private final C configuration;

    Labels(LossProvider<C> provider, C configuration) {
      this.provider = provider;
      this.configuration = configuration;
    }

    @Override
    protected LossProvider<C> provider() {
      return provider;
    }

    @Override
    protected C configuration() {
      return configuration;
    }

    @Override
    protected boolean isMatchingLoss() {
      return false;
    }
  }

  /** A loss that pulls the student towards the teacher's output. */
  private abstract static class Matching<C extends Record & Loss> extends Labels<C> {
    Matching(LossProvider<C> provider, C configuration) {
      super(provider, configuration);
    }

    @Override
    protected boolean isMatchingLoss() {
      return true;
    }
  }
}
