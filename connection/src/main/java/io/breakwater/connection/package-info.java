/** How worker and gateway reach Temporal. */
package io.breakwater.connection;
