package io.retort.losses;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;

import io.retort.core.loss.LossFormula;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the programs of several losses are made of. */
final class Formulas {
  /** The kinds of targets that are distributions over classes. */
  static final List<TargetKind> DISTRIBUTIONS =
      List.of(TargetKind.LOGITS, TargetKind.PROBABILITIES, TargetKind.LOG_PROBABILITIES);

  static final Expression ZERO = constant(0);
  static final Expression ONE = constant(1);

  private static final Expression NO_LOGARITHM = constant(Float.NEGATIVE_INFINITY);
  private static final Expression LARGEST = constant(Float.MAX_VALUE);
  private static final Expression LOGARITHM_OF_ZERO = constant((float) Math.log(Float.MIN_VALUE));

  private Formulas() {}

  /** A distribution over the classes of a row, by its logarithms. */
  record Distribution(Expression logSum, Expression logarithms, Expression probabilities) {
    static Distribution softmax(Expression scores) {
      Expression logSum = scores.rowLogSumExp();
      Expression logarithms = scores.minus(logSum);
      return new Distribution(logSum, logarithms, logarithms.exp());
    }

    /** {@code Σ p log(p/q)}; also right where a probability is exactly 0. */
    Expression divergenceFrom(Distribution student) {
      Expression term = probabilities.times(logarithms.minus(student.logarithms));
      return probabilities.positive(term, ZERO).rowSum();
    }
  }

  /** A program for each kind of target of a loss. */
  record Programs(Map<TargetKind, LossProgram> byKind) {
    Programs {
      byKind = Map.copyOf(byKind);
    }

    static Programs of(List<TargetKind> kinds, Function<TargetKind, Expression> value) {
      Map<TargetKind, LossProgram> programs = new EnumMap<>(TargetKind.class);
      kinds.forEach(kind -> programs.put(kind, new LossProgram(value.apply(kind))));
      return new Programs(programs);
    }

    /** The program with its numbers, if there is one. */
    Optional<LossFormula> formula(TargetKind kind, Map<String, Double> numbers) {
      return Optional.ofNullable(byKind.get(kind)).map(found -> LossFormula.of(found, numbers));
    }
  }

  /** The numbers of a loss with a temperature. */
  static Map<String, Double> tempered(double temperature, boolean scaleByTemperatureSquared) {
    return Map.of(
        "temperature",
        temperature,
        "scale",
        TemperedSoftmax.scale(temperature, scaleByTemperatureSquared));
  }

  /** The student's scores, divided by the number "temperature". */
  static Expression studentScores() {
    return value().over(scalar("temperature"));
  }

  /** Those of a target of classes. */
  static Expression targetScores(TargetKind kind) {
    return targetLogits(kind).over(scalar("temperature"));
  }

  /** Those of a target of classes, with the smallest positive 32-bit number in place of a 0. */
  static Expression targetScoresWithoutZeros(TargetKind kind) {
    Expression logits = targetLogits(kind);
    return logits.plus(LARGEST).positive(logits, LOGARITHM_OF_ZERO).over(scalar("temperature"));
  }

  /** A target of classes as logits. */
  static Expression targetLogits(TargetKind kind) {
    return kind == TargetKind.PROBABILITIES ? input(0).log() : input(0);
  }

  /** The scores of all classes but the true one. */
  static Expression withoutTrueClass(Expression scores) {
    return new Expression.TrueClass().positive(NO_LOGARITHM, scores);
  }

  /** The true class's number. */
  static Expression ofTrueClass(Expression each) {
    return new Expression.TrueClass().positive(each, ZERO).rowSum();
  }

  /** The mean over the elements of a row. */
  static Expression mean(Expression each) {
    return each.rowSum().over(new Expression.RowLength());
  }

  static Expression square(Expression x) {
    return x.times(x);
  }

  /** {@code σ(x)}, where it is not differentiated. */
  static Expression sigmoid(Expression x) {
    return ONE.over(ONE.plus(x.negate().exp()));
  }

  /** {@code log(1 + exp(x))}. */
  static Expression softplus(Expression x) {
    return x.max(ZERO).plus(x.abs().negate().exp().log1p());
  }

  /** The log-odds of a target of independent labels, divided by the number "temperature". */
  static Expression targetOdds(TargetKind kind) {
    Expression odds =
        kind == TargetKind.MULTI_LABEL_LOGITS
            ? input(0)
            : input(0).log().minus(input(0).negate().log1p());
    return odds.over(scalar("temperature"));
  }
}
