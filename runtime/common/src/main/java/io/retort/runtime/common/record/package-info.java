/** Records as plain data. */
package io.retort.runtime.common.record;
