/**
 * The {@code onednn} backend: networks as programs of <a
 * href="https://uxlfoundation.github.io/oneDNN/">oneDNN</a> primitives.
 *
 * <p>The pieces: a {@code OneDnnNetwork} holds the {@code Parameters} and one {@code
 * NetworkProgram} for each mode and batch size in use, compiled when that size first arrives. A
 * program is one {@code BatchPart}, or several for consecutive samples of the batch that {@code
 * Workers} compute at the same time. A part has an {@code Operator} for each node, which adds
 * {@code Operation}s to a {@code NetworkPass} forward and to a {@code BackwardPass} for each set of
 * taps with gradients. Operations hold all they need, so that a pass is a loop over them that
 * allocates nothing. {@code MemoryBlock} is memory with a layout, {@code NodeValue} is what a node
 * gives to others, copied to another layout at most once; an {@code Arena} owns a part's native
 * memory, and a {@code Scratchpad} is shared by all primitives of a network that never run at the
 * same time.
 *
 * <p>Layouts: convolutions choose, and what follows keeps the choice: mostly blocks of 8 or 16
 * channels, padded where there are fewer. Channels innermost made the derivatives of weights two to
 * five times slower for 8 and 16 channels. Everything else is row-major. Weights are copied from
 * the vector of parameters before each pass where the chosen layout differs, and gradients to the
 * vector of gradients after it; most matrix multiplications choose row-major order themselves. A
 * ReLU is part of the convolution or matrix multiplication before it; its derivative is taken after
 * a max pooling where only that reads it. In inference convolutions of few channels have their
 * channels innermost, and dense layers read flattened images in that order. Gradients of strided
 * convolutions have the layouts of the forward pass: for these oneDNN would choose channels
 * innermost, with a kernel that takes 1.5 to 2.5 times as long.
 *
 * <p>Sequences: a convolution over time is one of images of a single row. A sequence {@code [time,
 * features]} is such an image with the channels innermost, so that only the change to the layout
 * that the primitive chooses is left, and kernels are compared and corners avoided as for images;
 * matrix multiplications with copied windows would read each step as often as the window is long.
 * Where samples have fewer steps than others, {@code StepCounts} looks at a part's input in each
 * pass, and a {@code ClearedOperator} behind the nodes that need it sets the other steps to 0, in
 * the order in which they lie. There are no masks, and nothing of it where all samples have the
 * same length.
 *
 * <p>Recurrent layers: inference has oneDNN's primitive for the whole layer ({@code
 * RecurrentInference}). Training ({@code RecurrentTraining}) multiplies the inputs of all steps by
 * the weight of each gate, then has for each step multiplications of the state and element-wise
 * operations; in the backward pass a loop of Java's and a multiplication for each step, and one
 * multiplication for each gradient at the end. What a cell does in a step is all that LSTM and GRU
 * have of their own: a {@code …Forward} and a {@code …Derivative}, with a {@code …Tape} between
 * them.
 *
 * <p>Threads: {@code threads} is the most that work for a network at the same time, and {@code
 * BatchPartition} chooses how. Where no sample depends on the others of its batch (all but the
 * training of networks with batch normalisation) and the parameters are few for the work on them,
 * each thread takes some of the samples through the whole network, so that threads wait for each
 * other once in a pass: a training step took 2.5 instead of 2.9 ms (small convolutional network,
 * batch 128, two threads) and 3.7 instead of 4.3 ms (LSTM). Each part has gradients of its own,
 * which are added up in the same order every time. A part needs two million multiplications of the
 * forward pass. Between passes these threads share the gathering of batches and the updates of
 * vectors: for 128 samples of 784 values and 50,000 parameters these took 0.04 and 0.03 instead of
 * 0.07 and 0.04 ms. Otherwise all threads work on every operation, one for every ten million
 * multiplications.
 *
 * <p>In the latter case oneDNN starts the threads through libgomp, the OpenMP library of GCC, which
 * keeps their number for each calling thread, so that every pass sets it, whatever else uses OpenMP
 * in the process. A pass is a dozen or more parallel regions of 5 to 500 µs, so it matters what an
 * idle thread does between them, which libgomp reads from the environment when it is loaded. The
 * {@code Workers} for parts look for work for 0.1 ms after a pass and sleep then, whatever the
 * environment says.
 *
 * <ul>
 *   <li>{@code GOMP_SPINCOUNT=2000}, which the launcher sets, looks for work for some microseconds
 *       and sleeps then. On two cores that were free and worked on every operation together, a step
 *       of a distillation took 3.7 ms instead of 4.6 ms with {@code 0} (small convolutional
 *       network) and 4.3 instead of 13 ms (LSTM); {@code dl4j} was as fast with either.
 *   <li>{@code GOMP_SPINCOUNT=0} (or {@code OMP_WAIT_POLICY=passive}) sleeps at once. It is the
 *       choice where other work keeps the cores busy: a thread that spins keeps the one it waits
 *       for from running. Even so, the gradient of a convolution has barriers inside its primitive,
 *       which always spin: on busy cores, {@code threads: 1} is faster.
 *   <li>{@code GOMP_SPINCOUNT=10000 OMP_PROC_BIND=true} is for cores that nothing else uses. {@code
 *       OMP_PROC_BIND} is not for a process that also runs {@code dl4j}, whose library binds its
 *       threads to the same cores.
 * </ul>
 *
 * <p>Precision: with {@code bf16}, {@code DataTypes} chooses the layers that compute with values of
 * 16 bits: those with a million multiplications a batch or more, on a processor with AVX-512-bf16
 * or AMX; on others the backend says so and computes in f32. What follows such a layer keeps its
 * type, up to dropout, embeddings, taps and outputs, which are of 32 bits. Primitives read the
 * parameters through copies of 16 bits, and write gradients of parameters in 32. A primitive for
 * which oneDNN has only its general code for 16 bits, such as the gradient of a first convolution
 * with 8 filters, reads copies of 32 bits. Matrix multiplications that stay in f32 are not rounded.
 *
 * <p>Corners: an {@code WindowAxis} is the simplest form of a window's way over an image, and
 * {@code CropOperator} and {@code NodeWeight} take what it needs of the image and of the kernel.
 * oneDNN has faults in the forms that are not simple: strides over maps one column wide, dilated
 * kernels one wide in padding (a crash), strides above kernels. A window as large as what it sees
 * is a matrix multiplication.
 *
 * <p>Comparisons: no kernel is believed unseen. When one is planned, the {@code KernelVerifier}
 * runs it once on the random numbers of a {@code VerificationCase} and compares it with plain loops
 * in double precision, everywhere or at some places. One that is off by more than rounding is
 * passed over for oneDNN's next, and named in the log and in {@code findings}. The {@code
 * KernelVerdicts} are kept in {@code onednn} in {@link io.retort.core.plugin.CacheFolder}, a file
 * for each version of oneDNN, set of instructions and processor. {@code verify-kernels: false}
 * believes all. A {@code PrimitiveSpec} is what a kernel is for: a convolution (of which a matrix
 * multiplication is one), pooling, upsampling, normalisation or recurrent layer, or a gradient of
 * these. Functions of single values, sums and changes of layout are not compared by themselves;
 * they are part of what is compared.
 *
 * <p>Results are the same to the last bit for the same threads, batch sizes and processor. With
 * another number of threads, sums of gradients are added up in another order wherever there is
 * enough work for a second thread: in parts of a batch, and inside of oneDNN's primitives. That is
 * so for every kind of layer; networks that are too small for two threads have the same bits for
 * any number.
 */
package io.retort.backends.cpu.onednn;
