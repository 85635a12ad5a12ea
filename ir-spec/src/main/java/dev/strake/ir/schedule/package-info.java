/// Plans: from what is computed to how.
package dev.strake.ir.schedule;
