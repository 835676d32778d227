/**
 * The metrics that ship with Retort: what models are judged by, as losses are what they are trained
 * by. Each is a record of its settings that implements {@link io.retort.core.metric.Metric}.
 *
 * <table>
 *   <caption>The metrics; those in the first rows are measured in every run</caption>
 *   <tr><th>kind</th><th>of</th><th>what it is</th></tr>
 *   <tr><td>{@link io.retort.losses.metric.Accuracy accuracy}</td><td>classes</td>
 *     <td>the share of samples that are right; the score</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.LogLoss log-loss}</td><td>classes</td>
 *     <td>mean negative log-likelihood; tells models apart that decide alike</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.CalibrationError calibration-error}</td>
 *     <td>classes</td><td>expected calibration error over 15 bins</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.BalancedAccuracy balanced-accuracy}</td>
 *     <td>classes</td><td>mean recall, where one class has most of the samples</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.MacroF1 macro-f1}</td><td>classes, labels</td>
 *     <td>mean F1, where one class has most of the samples</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.MicroF1 micro-f1}</td><td>labels</td>
 *     <td>F1 of all decisions; the score</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.ExactMatch exact-match}</td><td>labels</td>
 *     <td>the share of samples with every label right</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.RootMeanSquaredError rmse}</td><td>values</td>
 *     <td>root mean squared error; the score</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.MeanAbsoluteError mean-absolute-error}</td>
 *     <td>values</td><td>mean absolute error</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.R2 r2}</td><td>values</td>
 *     <td>explained variance</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.RecallAtK recall-at-k}</td><td>embeddings</td>
 *     <td>the share of the teacher's nearest samples that are found; the score</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.CosineSimilarity cosine}</td><td>embeddings</td>
 *     <td>mean cosine of the angle to the teacher's vector</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.RocAuc roc-auc}</td><td>classes, labels</td>
 *     <td>area under the receiver operating characteristic, one against the rest</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.PrAuc pr-auc}</td><td>classes, labels</td>
 *     <td>average precision, one against the rest</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.BrierScore brier-score}</td><td>classes, labels</td>
 *     <td>mean squared distance of probabilities</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.TopKAccuracy top-k-accuracy}</td><td>classes</td>
 *     <td>the share of samples whose class is among the k most likely</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.Recall recall}</td><td>classes, labels</td>
 *     <td>a figure for each class: the share of its samples that are found</td></tr>
 *   <tr><td>{@link io.retort.losses.metric.QuantileLoss quantile-loss}</td><td>values</td>
 *     <td>the pinball loss of a quantile</td></tr>
 * </table>
 */
package io.retort.losses.metric;
