/**
 * The losses that ship with Retort.
 *
 * <p>Each loss is a record of its settings that implements {@link io.retort.core.loss.Loss}, or
 * {@link io.retort.core.loss.Criterion} where it says more than a loss can: {@code {kind: huber,
 * delta: 2}} in a configuration is {@code new Huber(2)} in Java. The formulas are those of one row
 * of the batch; every loss is their mean over the rows. {@code z} is the student's row, {@code t}
 * the teacher's, {@code C} the number of classes, {@code n} the number of elements of a row, {@code
 * T} the temperature, {@code q = softmax(z/T)}, {@code p = softmax(t/T)}, and {@code σ} the
 * logistic function.
 *
 * <table>
 *   <caption>The losses</caption>
 *   <tr><th>kind</th><th>compares with</th><th>value for one row</th></tr>
 *   <tr><td>{@link io.retort.losses.CrossEntropy cross-entropy}</td>
 *     <td>classes</td>
 *     <td>{@code −(1−ε) log q_y − ε/C Σ log q_i} at T = 1, with label smoothing ε</td></tr>
 *   <tr><td>{@link io.retort.losses.KullbackLeibler kullback-leibler}</td>
 *     <td>logits, probabilities, log-probabilities</td>
 *     <td>{@code T² Σ p_i (log p_i − log q_i)}; reverse: {@code T² Σ q_i (log q_i − log p_i)}</td></tr>
 *   <tr><td>{@link io.retort.losses.SoftCrossEntropy soft-cross-entropy}</td>
 *     <td>logits, probabilities, log-probabilities</td>
 *     <td>{@code −T² Σ p_i log q_i}</td></tr>
 *   <tr><td>{@link io.retort.losses.DoubleSoftmax double-softmax}</td>
 *     <td>logits, probabilities, log-probabilities</td>
 *     <td>{@code Σ p̃_i (log p̃_i − log q_i)} at T = 1, with {@code p̃ = softmax(factor·p)}, a
 *       parameterisation of soft labels that some articles use</td></tr>
 *   <tr><td>{@link io.retort.losses.Decoupled decoupled}</td>
 *     <td>logits with the true class</td>
 *     <td>{@code T² (α KL(p_y, 1−p_y ‖ q_y, 1−q_y) + β KL(p̂ ‖ q̂))}, where the hats leave class y
 *       out</td></tr>
 *   <tr><td>{@link io.retort.losses.BinaryCrossEntropy binary-cross-entropy}</td>
 *     <td>multi-labels, logits and probabilities of labels</td>
 *     <td>{@code −T² Σ [u_i log σ(z_i/T) + (1−u_i) log(1−σ(z_i/T))]}, with u the labels (T = 1) or
 *       the teacher's tempered probabilities</td></tr>
 *   <tr><td>{@link io.retort.losses.BinaryKullbackLeibler binary-kullback-leibler}</td>
 *     <td>logits and probabilities of labels</td>
 *     <td>{@code T² Σ [u_i log(u_i/r_i) + (1−u_i) log((1−u_i)/(1−r_i))]}, with {@code r = σ(z/T)}</td></tr>
 *   <tr><td>{@link io.retort.losses.MeanSquaredError mean-squared-error}</td>
 *     <td>values, features, logits of classes or labels, probabilities, log-probabilities</td>
 *     <td>{@code 1/n Σ (z_i − t_i)²}, on probabilities {@code 1/C Σ (q_i − p_i)²} at T = 1</td></tr>
 *   <tr><td>{@link io.retort.losses.Huber huber}</td>
 *     <td>values, features, logits of classes or labels</td>
 *     <td>{@code 1/n Σ h(z_i − t_i)}, {@code h(d) = d²/2} up to δ, {@code δ(|d| − δ/2)} beyond</td></tr>
 *   <tr><td>{@link io.retort.losses.Cosine cosine}</td>
 *     <td>features, logits of classes or labels, values</td>
 *     <td>{@code 1 − z·t / (‖z‖ ‖t‖)}</td></tr>
 *   <tr><td>{@link io.retort.losses.Attention attention}</td>
 *     <td>features, at any number of levels</td>
 *     <td>{@code Σ_levels mean (a − a')²}, {@code a = Σ_c |f_c|^p} over channels, divided by its norm</td></tr>
 *   <tr><td>{@link io.retort.losses.Relational relational}</td>
 *     <td>features, logits of classes or labels, values</td>
 *     <td>for the batch {@code w_d/n² Σ h(d_ij − d'_ij) + w_a/n³ Σ h(c_ijk − c'_ijk)}, distances and
 *       cosines of angles between samples</td></tr>
 *   <tr><td>{@link io.retort.losses.VariationalInformation variational-information}</td>
 *     <td>features, logits of classes or labels, values</td>
 *     <td>{@code 1/2n Σ [(z_i − t_i)²/v_c + log v_c]}, variances v trained with the student</td></tr>
 *   <tr><td>{@link io.retort.losses.TeacherBounded teacher-bounded}</td>
 *     <td>values with the true values y</td>
 *     <td>{@code e(z−y)} if {@code e(z−y) + m > e(t−y)}, else 0, with {@code e(d) = 1/n Σ d_i²}</td></tr>
 *   <tr><td>{@link io.retort.losses.Distillation distillation}</td>
 *     <td>all that a teacher says of a head</td>
 *     <td>Kullback–Leibler for classes, its binary form for labels, mean squared error for values,
 *       or what is named instead</td></tr>
 *   <tr><td>{@link io.retort.losses.Supervised supervised}</td>
 *     <td>classes, multi-labels, values</td>
 *     <td>cross-entropy, binary cross-entropy or mean squared error, as the target asks</td></tr>
 * </table>
 *
 * <p>Every loss makes one pass over the rows with double-precision sums, allocates its scratch once
 * for the batch, and is finite for logits of ±10,000. Shapes that do not fit, labels that are not
 * classes and probabilities that are none are refused with an {@link
 * java.lang.IllegalArgumentException}.
 */
package io.retort.losses;
