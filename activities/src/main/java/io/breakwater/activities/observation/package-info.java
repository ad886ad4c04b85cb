/** Reads the truth about one VM from every system that knows a part of it. */
package io.breakwater.activities.observation;
