/// Scheduling: from checked to scheduled programs.
///
/// [dev.strake.ir.pass.Pipelines] has the list. What a backend may rely on in the scheduled form,
/// besides the rules of the verifier:
///
/// - **Plain scalar ops.** No calls; no reductions, scans and scatters, whose orders are loops by
///   now; no halves and no complex numbers: a view of `f16` is one of `u16`, and one of
///   `complex128` has a last axis of two `f64`.
/// - **Order.** Of the ops that can fail, the first to do so in the scheduled program is the first
///   in iteration order of the program as written. A backend runs loops in ascending order and
///   stops at the first failing op.
/// - **`par` loops** are independent and may be cut into pieces anywhere. **`seq` loops** also
///   stand for short borders of parallel loops.
/// - **`lanes(n)` loops**: n is a power of two from 2; the trip count is a multiple of n, perhaps
///   0, and `upper >= lower`. In the body nothing can fail, there is no local array and no integer
///   division; loops are `seq` or `while`. Bounds of loops and conditions of `if` and `while` are
///   uniform, every load is uniform or contiguous and every store contiguous, as [LaneAnalysis]
///   says. So n iterations can run op by op in lockstep, each varying value in registers of lanes.
/// - **How many lanes.** [PlanLanes] takes what fills one register of `vectorBits` with the widest
///   varying type, counted as 32 bits at least; in loops that accumulate first the plan's
///   `registers` times as many, then one register. [LowerReductions] takes the lanes of the
///   reduction: 128 bytes of accumulators (16 of `f64`, 32 of `f32`) in the order `lanes`, two
///   registers in the order `free`, and halves of these down to 2 where they are folded. So a value
///   may need several registers or part of one.
/// - **Tails.** After each lanes loop of [PlanLanes] comes a `par` loop over the rest, shorter than
///   n, with a copy of the body.
/// - **Size.** Where one op is not larger than that by itself, the body of a lanes loop that
///   [PlanLanes] makes holds no more than the plan's `methodOps` allow ([LanePlan#mostOps]): a JVM
///   compiles no method of any size. [SplitBodies] has cut larger ones into stages that a block of
///   256 iterations goes through, with local arrays for what crosses. C is planned without a limit.
/// - **Rare arms.** In lanes, C compilers compute both arms of a branch. So where one arm is dear
///   and its condition cheap, [SkipRareArms] tests a block of iterations (`rareBlock` of the plan,
///   for C only) and runs it without the arm if none takes it.
/// - **NaN.** A bitcast from a float looks for NaNs, to give the bits of the canonical one, but
///   where [UnseenNans] says that no result tells.
/// - **Local arrays** of reductions are small: one element per lane, and 64 for chunks. Those of
///   tiles have extents like `min(96, max(0, m))`, known at launch. What a pass numbers by the
///   iterations of a loop it counts from 0 to `min(.., extent)`, so no bound, however odd, leads
///   outside.
/// - **Tidiness.** Literals, sizes and what a loop repeats stand in front of it, as far out as they
///   can; equal values are computed once; everything that is computed is needed.
///
/// ## Tiles
///
/// A nest that combines rows with columns, such as matmul, is a [Contraction] and goes through
/// three passes. [TileLoops] cuts the rows and columns into tiles. [BlockContractions] goes through
/// a tile run by run of steps, and in a run block by block: what a run reads of the operands is
/// copied to panels, local arrays that hold it in the order in which a block reads it. [JamLoops]
/// computes the rows of a block together; with [PlanLanes] each row has registers of accumulators
/// of its own:
///
/// ```
/// for par (tiles of rows) for par (tiles of columns)
///   for seq (runs of steps)
///     for par (blocks of 8 rows): panel of rows[block, step, row] = a
///     for par (blocks of 16 columns)
///       panel of columns[step, column] = b
///       for par (blocks of rows)
///         for lanes(16) (columns)
///           for seq (steps of the run) carry 8 sums: fma of a scalar and a vector each
///           sums of the block = 8 sums
///         for lanes(16) (columns) for seq (rows)
///           totals += sums, or in the last run result = totals + sums
/// ```
///
/// Blocks are always computed wholly: beside the edges of a tile panels hold anything, and the sums
/// made of it are dropped. So there is one loop over steps, of 16 accumulators, and no tail. It
/// stands apart from what becomes of the sums because a JVM compiles a method with so many vectors
/// in its first tier only if that is nearly all the method does. What does not combine rows with
/// columns and can't run in lanes, such as a matrix with a vector, is jammed only: several sums at
/// a time hide that each step waits for the one before.
///
/// The numbers are the [Plan]'s, and no number changes a result: sums take the same steps in the
/// same order. So a random plan is a test of all this, without any backend.
///
/// ## Rows
///
/// A reduction whose elements lie side by side in the iterations around it, such as a sum over the
/// rows of a matrix, is one of [AccumulateRows]: a block of columns keeps its accumulators in a
/// local array `[accumulators, columns]` and takes in a tile of rows at a time, so that memory is
/// read along rows. Each column combines its elements in the order of the reduction. That loops
/// over columns are innermost is the work of [OrderLoops].
///
/// ## Failures
///
/// Loops in which something can fail are neither cut nor interchanged.
/// [dev.strake.ir.pass.HoistChecks] makes a check that every iteration repeats once in front of the
/// loop. [BlockChecks] takes the checks of loaded indices, and the loads they guard, out of the
/// arithmetic of a block of iterations; an index is loaded once, checked and used. Ranges of
/// indices that are affine in a loop's index with a loaded part (`x[start + j]`) are checked per
/// element: to check their ends before the loop, the loop would have to exist twice, for the error
/// names the element.
///
/// None of this changes a result: the interpreter gives the same bits for a program as written,
/// checked, and scheduled by any options.
package dev.strake.ir.schedule;
