/** Which samples are used for what: for the test, by the teacher, by the students of each seed. */
package io.retort.runtime.experiment.data;
