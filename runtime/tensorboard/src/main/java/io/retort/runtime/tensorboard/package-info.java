/**
 * Event files for TensorBoard. {@link io.retort.runtime.tensorboard.TensorBoardModule} adds them to
 * a run: {@code Retort.discover().experiment(file, List.of()).with(new TensorBoardModule()).run()}.
 */
package io.retort.runtime.tensorboard;
