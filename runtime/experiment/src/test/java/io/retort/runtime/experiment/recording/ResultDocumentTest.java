package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.progress.Unit;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultDocumentTest {
  private static final double NONE = Double.NaN;

  @Test
  void whatIsComparedBesideTheScoreHasItsName() {
    Gain score = new Gain("accuracy", Unit.SHARE, true, 0.5, 0.25, 0.75, 4, Optional.empty());
    Gain loss = new Gain("log-loss", Unit.NONE, false, -1, -2, 0, 3, Optional.empty());
    assertEquals(
        """
        {"head":"h","score":"accuracy","higher-is-better":true,"method":"crossed-seeds",\
        "repeats":1,"seeds":5,"test-samples":9,"same-test-samples":true,"gain":0.5,"interval95":[0.25,0.75],\
        "degrees-of-freedom":4.0,"no-interval":null,"verdict":"helped",\
        "log-loss":{"higher-is-better":false,"gain":-1.0,"interval95":[-2.0,0.0],"degrees-of-freedom":3.0,\
        "verdict":"did-not-help"}}\
        """,
        line(score, loss));
  }

  @Test
  void aGainThatIsUndefinedIsNoNumberAndSaysWhy() {
    Optional<String> why = Optional.of("every sample is of the class 'a'");
    assertEquals(
        """
        {"head":"h","score":"roc-auc","higher-is-better":true,"method":"crossed-seeds",\
        "repeats":1,"seeds":5,"test-samples":9,"same-test-samples":true,"gain":null,"interval95":null,\
        "degrees-of-freedom":null,"no-interval":"every sample is of the class 'a'",\
        "verdict":"cannot-tell","undefined":{"gain":"every sample is of the class 'a'"}}\
        """,
        line(new Gain("roc-auc", Unit.NONE, true, NONE, NONE, NONE, NONE, why)));
  }

  private static String line(Gain score, Gain... besides) {
    return Json.line(
        ResultDocument.HeadComparison.of(
            new Comparison(
                "h", Comparison.Method.CROSSED_SEEDS, 1, 5, 9, true, score, List.of(besides))));
  }
}
