package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Evaluates terms once on values without meaning. Only a loss knows which shapes it can compare, so
 * asking it is the way to refuse those that do not fit before training starts.
 */
final class TermTrial {
  /** More than one, for losses that compare the rows of a batch with each other. */
  private static final int ROWS = 2;

  private final TermSetting settings;

  TermTrial(TermSetting settings) {
    this.settings = settings;
  }

  /**
   * Tries a term.
   *
   * @throws RetortException naming the term, if a node does not exist or shapes do not fit
   */
  void run(String learner, Term term) {
    CriterionSetting setting = settings.of(learner, term, 0);
    List<Tensor> outputs = tensors(setting.outputs());
    List<Tensor> gradients = tensors(setting.outputs());
    List<Tensor> values =
        tensors(setting.targets().stream().map(CriterionSetting.TargetShape::shape).toList());
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      targets.add(target(setting.targets().get(i).kind(), values.get(i)));
    }
    try (CriterionSession session = term.criterion().start(setting)) {
      float[] parameters = session.initialParameters();
      session.evaluate(
          new CriterionInput(outputs, targets, new int[ROWS], parameters),
          gradients,
          parameters.clone());
    } catch (IllegalArgumentException unfit) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The term '"
              + term.name()
              + "' cannot compare "
              + outputs(term, learner, setting)
              + ", with "
              + targets(setting)
              + ": "
              + unfit.getMessage(),
          unfit);
    } finally {
      outputs.forEach(Tensor::close);
      gradients.forEach(Tensor::close);
      values.forEach(Tensor::close);
    }
  }

  private static List<Tensor> tensors(List<Shape> shapes) {
    return shapes.stream().map(shape -> Tensor.allocate(shape.batch(ROWS))).toList();
  }

  private static String outputs(Term term, String learner, CriterionSetting setting) {
    return "'"
        + String.join("' and '", term.taps())
        + "' of learner '"
        + learner
        + "', of shape "
        + shapes(setting.outputs());
  }

  private static String targets(CriterionSetting setting) {
    return (setting.targets().size() == 1 ? "its target of shape " : "its targets of shape ")
        + shapes(setting.targets().stream().map(CriterionSetting.TargetShape::shape).toList());
  }

  private static String shapes(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
  }

  private static Target target(TargetKind kind, Tensor values) {
    int width = values.shape().elements() / ROWS;
    int[] lastClass = new int[ROWS];
    Arrays.fill(lastClass, width - 1);
    return switch (kind) {
      case CLASSES -> new Target.Classes(lastClass);
      case MULTI_LABELS -> new Target.MultiLabels(values);
      case VALUES -> new Target.Values(values);
      case LOGITS -> new Target.Logits(values);
      case PROBABILITIES -> new Target.Probabilities(filled(values, 1f / width));
      case LOG_PROBABILITIES ->
          new Target.LogProbabilities(filled(values, (float) -Math.log(width)));
      case FEATURES -> new Target.Features(values);
      case LABELLED_LOGITS -> new Target.LabelledLogits(lastClass, values);
      case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(values);
      case MULTI_LABEL_PROBABILITIES -> new Target.MultiLabelProbabilities(filled(values, 0.5f));
      case LABELLED_VALUES -> new Target.LabelledValues(values, values);
    };
  }

  private static Tensor filled(Tensor values, float value) {
    values.fill(value);
    return values;
  }
}
