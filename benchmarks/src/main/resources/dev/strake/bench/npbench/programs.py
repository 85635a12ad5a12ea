"""The programs of NPBench as a NumPy user writes them, with the data they run on.

`customary` is a formulation at the level of NPBench's own (github.com/spcl/npbench): it loops in
Python wherever that does. `whole` is there where whole-array operations replace such loops; it may
call BLAS where the customary one does not. Both take the arguments of the kernel of the same name;
they write to its `inout` arguments and return its results. The sizes are NPBench's.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

PROGRAMS = {}


class Program:
    """Data and formulations of one program."""

    def __init__(self, data, sizes, inout=(), results=(), wrong=0.0):
        self.data = data  # from a random generator and sizes to the arguments by name
        self.sizes = sizes  # of the presets tiny, S and M
        self.inout = inout  # arguments that are written
        self.results = results  # names of what is returned
        self.wrong = wrong  # share of elements that may differ: decisions that rounding turns
        self.forms = {}


def program(tiny, S, M, **options):
    """Declares a program by its data."""

    def declare(data):
        name = data.__name__.removesuffix("_data")
        PROGRAMS[name] = Program(data, {"tiny": tiny, "S": S, "M": M}, **options)
        return data

    return declare


def customary(function):
    PROGRAMS[function.__name__].forms["customary"] = function
    return function


def whole(function):
    PROGRAMS[function.__name__.removesuffix("_whole")].forms["whole"] = function
    return function


# Whole-array expressions


@program((13, 17), (2000, 2000), (5000, 5000), results=["out"])
def compute_data(rng, m, n):
    return dict(
        array_1=rng.integers(0, 1000, (m, n)), array_2=rng.integers(0, 1000, (m, n)), a=4, b=3, c=9
    )


@customary
def compute(array_1, array_2, a, b, c):
    return np.clip(array_1, 2, 10) * a + array_2 * b + c


@program((19,), (2000,), (6000,), results=["out"])
def go_fast_data(rng, n):
    return dict(a=rng.random((n, n)))


@customary
def go_fast(a):
    trace = 0.0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


@whole
def go_fast_whole(a):
    return a + np.tanh(np.diagonal(a)).sum()


@program((2, 3, 9), (16, 16, 128), (32, 8, 256), results=["out"])
def softmax_data(rng, n, h, sm):
    return dict(x=rng.random((n, h, sm, sm), dtype=np.float32))


@customary
def softmax(x):
    top = np.max(x, axis=-1, keepdims=True)
    e = np.exp(x - top)
    return e / np.sum(e, axis=-1, keepdims=True)


@program((11, 18), (4000, 5000), (10000, 12500), results=["y"])
def atax_data(rng, m, n):
    return dict(A=rng.random((m, n)), x=rng.random(n))


@customary
def atax(A, x):
    return (A @ x) @ A


@program((21,), (5500,), (11000,), inout=["x1", "x2"])
def mvt_data(rng, n):
    return dict(
        x1=rng.random(n), x2=rng.random(n), y_1=rng.random(n), y_2=rng.random(n), A=rng.random((n, n))
    )


@customary
def mvt(x1, x2, y_1, y_2, A):
    x1 += A @ y_1
    x2 += y_2 @ A


@program((9, 20, 15), (1000, 1100, 1200), (2500, 2750, 3000), inout=["C"])
def gemm_data(rng, ni, nj, nk):
    return dict(
        alpha=1.5, beta=1.2, C=rng.random((ni, nj)), A=rng.random((ni, nk)), B=rng.random((nk, nj))
    )


@customary
def gemm(alpha, beta, C, A, B):
    C[:] = alpha * (A @ B) + beta * C


@program((23,), (2000,), (4000,), results=["y"])
def gesummv_data(rng, n):
    return dict(alpha=1.5, beta=1.2, A=rng.random((n, n)), B=rng.random((n, n)), x=rng.random(n))


@customary
def gesummv(alpha, beta, A, B, x):
    return alpha * (A @ x) + beta * (B @ x)


@program(
    (8, 9, 10, 11, 12),
    (800, 850, 900, 950, 1000),
    (2000, 2200, 2400, 2600, 2800),
    results=["ABCD"],
)
def k3mm_data(rng, ni, nj, nk, nl, nm):
    return dict(
        A=rng.random((ni, nk)), B=rng.random((nk, nj)), C=rng.random((nj, nm)), D=rng.random((nm, nl))
    )


@customary
def k3mm(A, B, C, D):
    return A @ B @ C @ D


@program((3, 4, 13), (60, 60, 128), (110, 125, 256), inout=["A"])
def doitgen_data(rng, nr, nq, np_):
    return dict(NR=nr, NQ=nq, NP=np_, A=rng.random((nr, nq, np_)), C4=rng.random((np_, np_)) / np_)


@customary
def doitgen(NR, NQ, NP, A, C4):
    A[:] = A @ C4


# Time loops, sweeps, stencils


@program((5, 19), (800, 3200), (3000, 12000), inout=["A", "B"])
def jacobi_1d_data(rng, steps, n):
    return dict(TSTEPS=steps, A=rng.random(n), B=rng.random(n))


@customary
def jacobi_1d(TSTEPS, A, B):
    for _ in range(1, TSTEPS):
        B[1:-1] = 0.33333 * (A[:-2] + A[1:-1] + A[2:])
        A[1:-1] = 0.33333 * (B[:-2] + B[1:-1] + B[2:])


@program((4, 17), (50, 150), (80, 350), inout=["A", "B"])
def jacobi_2d_data(rng, steps, n):
    return dict(TSTEPS=steps, A=rng.random((n, n)), B=rng.random((n, n)))


@customary
def jacobi_2d(TSTEPS, A, B):
    for _ in range(1, TSTEPS):
        B[1:-1, 1:-1] = 0.2 * (A[1:-1, 1:-1] + A[1:-1, :-2] + A[1:-1, 2:] + A[2:, 1:-1] + A[:-2, 1:-1])
        A[1:-1, 1:-1] = 0.2 * (B[1:-1, 1:-1] + B[1:-1, :-2] + B[1:-1, 2:] + B[2:, 1:-1] + B[:-2, 1:-1])


@program((4, 15, 18), (20, 200, 220), (60, 400, 450), inout=["ex", "ey", "hz"])
def fdtd_2d_data(rng, steps, nx, ny):
    return dict(
        TMAX=steps,
        ex=rng.random((nx, ny)),
        ey=rng.random((nx, ny)),
        hz=rng.random((nx, ny)),
        _fict_=rng.random(steps),
    )


@customary
def fdtd_2d(TMAX, ex, ey, hz, _fict_):
    for t in range(TMAX):
        ey[0, :] = _fict_[t]
        ey[1:, :] -= 0.5 * (hz[1:, :] - hz[:-1, :])
        ex[:, 1:] -= 0.5 * (hz[:, 1:] - hz[:, :-1])
        hz[:-1, :-1] -= 0.7 * (ex[:-1, 1:] - ex[:-1, :-1] + ey[1:, :-1] - ey[:-1, :-1])


@program((18,), (200,), (400,), inout=["path"])
def floyd_warshall_data(rng, n):
    return dict(path=rng.integers(1, 1000, (n, n)).astype(np.int32))


@customary
def floyd_warshall(path):
    for k in range(path.shape[0]):
        path[:] = np.minimum(path, np.add.outer(path[:, k], path[k, :]))


@program((5, 6, 17), (64, 64, 60), (128, 128, 160), inout=["out_field"])
def hdiff_data(rng, i, j, k):
    return dict(
        in_field=rng.random((i + 4, j + 4, k)),
        out_field=rng.random((i, j, k)),
        coeff=rng.random((i, j, k)),
    )


@customary
def hdiff(in_field, out_field, coeff):
    f = in_field
    lap = 4.0 * f[1:-1, 1:-1] - (f[2:, 1:-1] + f[:-2, 1:-1] + f[1:-1, 2:] + f[1:-1, :-2])
    flx = lap[1:, 1:-1] - lap[:-1, 1:-1]
    flx = np.where(flx * (f[2:-1, 2:-2] - f[1:-2, 2:-2]) > 0, 0, flx)
    fly = lap[1:-1, 1:] - lap[1:-1, :-1]
    fly = np.where(fly * (f[2:-2, 2:-1] - f[2:-2, 1:-2]) > 0, 0, fly)
    out_field[:] = f[2:-2, 2:-2] - coeff * (flx[1:] - flx[:-1] + fly[:, 1:] - fly[:, :-1])


@program((11, 9, 3, 4), (61, 61, 25, 5), (121, 121, 50, 10), inout=["u", "v", "p"])
def cavity_flow_data(rng, ny, nx, nt, nit):
    return dict(
        nx=nx,
        ny=ny,
        nt=nt,
        nit=nit,
        u=np.zeros((ny, nx)),
        v=np.zeros((ny, nx)),
        dt=0.1 / max(nx, ny) ** 2,
        dx=2 / (nx - 1),
        dy=2 / (ny - 1),
        p=np.zeros((ny, nx)),
        rho=1.0,
        nu=0.1,
    )


@customary
def cavity_flow(nx, ny, nt, nit, u, v, dt, dx, dy, p, rho, nu):
    b = np.zeros((ny, nx))
    for _ in range(nt):
        un = u.copy()
        vn = v.copy()
        ux = (u[1:-1, 2:] - u[1:-1, :-2]) / (2 * dx)
        vy = (v[2:, 1:-1] - v[:-2, 1:-1]) / (2 * dy)
        uy = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2 * dy)
        vx = (v[1:-1, 2:] - v[1:-1, :-2]) / (2 * dx)
        b[1:-1, 1:-1] = rho * (1 / dt * (ux + vy) - ux**2 - 2 * (uy * vx) - vy**2)
        for _ in range(nit):
            pn = p.copy()
            p[1:-1, 1:-1] = (
                (pn[1:-1, 2:] + pn[1:-1, :-2]) * dy**2 + (pn[2:, 1:-1] + pn[:-2, 1:-1]) * dx**2
            ) / (2 * (dx**2 + dy**2)) - dx**2 * dy**2 / (2 * (dx**2 + dy**2)) * b[1:-1, 1:-1]
            p[:, -1] = p[:, -2]
            p[0, :] = p[1, :]
            p[:, 0] = p[:, 1]
            p[-1, :] = 0
        for new, old, slope in (
            (u, un, dt / (2 * rho * dx) * (p[1:-1, 2:] - p[1:-1, :-2])),
            (v, vn, dt / (2 * rho * dy) * (p[2:, 1:-1] - p[:-2, 1:-1])),
        ):
            new[1:-1, 1:-1] = (
                old[1:-1, 1:-1]
                - un[1:-1, 1:-1] * dt / dx * (old[1:-1, 1:-1] - old[1:-1, :-2])
                - vn[1:-1, 1:-1] * dt / dy * (old[1:-1, 1:-1] - old[:-2, 1:-1])
                - slope
                + nu
                * (
                    dt / dx**2 * (old[1:-1, 2:] - 2 * old[1:-1, 1:-1] + old[1:-1, :-2])
                    + dt / dy**2 * (old[2:, 1:-1] - 2 * old[1:-1, 1:-1] + old[:-2, 1:-1])
                )
            )
        u[0, :] = 0
        u[:, 0] = 0
        u[:, -1] = 0
        u[-1, :] = 1
        v[0, :] = 0
        v[-1, :] = 0
        v[:, 0] = 0
        v[:, -1] = 0


# Dependent loops and triangles


@program((3, 12), (8, 50), (15, 100), inout=["A"])
def seidel_2d_data(rng, steps, n):
    return dict(TSTEPS=steps, N=n, A=rng.random((n, n)))


@customary
def seidel_2d(TSTEPS, N, A):
    for _ in range(1, TSTEPS):
        for i in range(1, N - 1):
            A[i, 1:-1] += (
                A[i - 1, :-2] + A[i - 1, 1:-1] + A[i - 1, 2:]
                + A[i, 2:]
                + A[i + 1, :-2] + A[i + 1, 1:-1] + A[i + 1, 2:]
            )
            for j in range(1, N - 1):
                A[i, j] = (A[i, j] + A[i, j - 1]) / 9.0


def positive_definite(rng, n):
    a = rng.random((n, n))
    return a @ a.T / n + np.eye(n)


@program((14,), (100,), (300,), inout=["A"])
def cholesky_data(rng, n):
    return dict(A=positive_definite(rng, n))


@customary
def cholesky(A):
    A[0, 0] = np.sqrt(A[0, 0])
    for i in range(1, A.shape[0]):
        for j in range(i):
            A[i, j] -= np.dot(A[i, :j], A[j, :j])
            A[i, j] /= A[j, j]
        A[i, i] -= np.dot(A[i, :i], A[i, :i])
        A[i, i] = np.sqrt(A[i, i])


@whole
def cholesky_whole(A):
    upper = np.triu(A, 1)
    A[:] = np.linalg.cholesky(A) + upper


@program((14,), (60,), (220,), inout=["A"])
def lu_data(rng, n):
    return dict(A=positive_definite(rng, n))


@customary
def lu(A):
    n = A.shape[0]
    for i in range(n):
        for j in range(i):
            A[i, j] -= A[i, :j] @ A[:j, j]
            A[i, j] /= A[j, j]
        for j in range(i, n):
            A[i, j] -= A[i, :i] @ A[:i, j]


@whole
def lu_whole(A):
    for k in range(A.shape[0] - 1):
        A[k + 1 :, k] /= A[k, k]
        A[k + 1 :, k + 1 :] -= np.outer(A[k + 1 :, k], A[k, k + 1 :])


@program((19,), (2000,), (5000,), inout=["x"])
def trisolv_data(rng, n):
    return dict(L=rng.random((n, n)) / n + np.eye(n), x=np.zeros(n), b=rng.random(n))


@customary
def trisolv(L, x, b):
    for i in range(x.shape[0]):
        x[i] = (b[i] - L[i, :i] @ x[:i]) / L[i, i]


@program((11, 14), (50, 70), (150, 200), inout=["C"])
def syrk_data(rng, n, m):
    return dict(alpha=1.5, beta=1.2, C=rng.random((n, n)), A=rng.random((n, m)))


@customary
def syrk(alpha, beta, C, A):
    for i in range(A.shape[0]):
        C[i, : i + 1] *= beta
        for k in range(A.shape[1]):
            C[i, : i + 1] += alpha * A[i, k] * A[: i + 1, k]


@whole
def syrk_whole(alpha, beta, C, A):
    lower = np.tri(A.shape[0], dtype=bool)
    C[:] = np.where(lower, alpha * (A @ A.T) + beta * C, C)


@program((9, 14), (40, 50), (120, 150), inout=["C"])
def symm_data(rng, m, n):
    return dict(
        alpha=1.5, beta=1.2, C=rng.random((m, n)), A=rng.random((m, m)), B=rng.random((m, n))
    )


@customary
def symm(alpha, beta, C, A, B):
    C *= beta
    mirrored = np.empty(C.shape[1])
    for i in range(C.shape[0]):
        for j in range(C.shape[1]):
            C[:i, j] += alpha * B[i, j] * A[i, :i]
            mirrored[j] = B[:i, j] @ A[i, :i]
        C[i, :] += alpha * B[i, :] * A[i, i] + alpha * mirrored


@whole
def symm_whole(alpha, beta, C, A, B):
    S = np.tril(A) + np.tril(A, -1).T
    C[:] = alpha * (S @ B) + beta * C


@program((14, 11), (70, 60), (220, 180), inout=["A"], results=["Q", "R"])
def gramschmidt_data(rng, m, n):
    return dict(A=rng.random((m, n)))


@customary
def gramschmidt(A):
    n = A.shape[1]
    Q = np.zeros_like(A)
    R = np.zeros((n, n))
    for k in range(n):
        R[k, k] = np.sqrt(np.dot(A[:, k], A[:, k]))
        Q[:, k] = A[:, k] / R[k, k]
        for j in range(k + 1, n):
            R[k, j] = np.dot(Q[:, k], A[:, j])
            A[:, j] -= Q[:, k] * R[k, j]
    return Q, R


@whole
def gramschmidt_whole(A):
    n = A.shape[1]
    Q = np.zeros_like(A)
    R = np.zeros((n, n))
    for k in range(n):
        R[k, k] = np.linalg.norm(A[:, k])
        Q[:, k] = A[:, k] / R[k, k]
        R[k, k + 1 :] = Q[:, k] @ A[:, k + 1 :]
        A[:, k + 1 :] -= np.outer(Q[:, k], R[k, k + 1 :])
    return Q, R


@program((9, 13), (500, 600), (1400, 1800), inout=["data"], results=["cov"])
def covariance_data(rng, m, n):
    return dict(M=m, float_n=float(n), data=rng.random((n, m)))


@customary
def covariance(M, float_n, data):
    data -= np.mean(data, axis=0)
    cov = np.zeros((M, M))
    for i in range(M):
        cov[i:, i] = cov[i, i:] = data[:, i] @ data[:, i:] / (float_n - 1.0)
    return cov


@whole
def covariance_whole(M, float_n, data):
    data -= np.mean(data, axis=0)
    return data.T @ data / (float_n - 1.0)


@program((20,), (1600,), (16000,), results=["checksum"])
def crc16_data(rng, n):
    return dict(data=rng.integers(0, 256, n).astype(np.uint8))


@customary
def crc16(data):
    crc = 0xFFFF
    for byte in data.tolist():
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0x8408 if crc & 1 else crc >> 1
    crc = ~crc & 0xFFFF
    return np.int64((crc << 8) & 0xFF00 | crc >> 8)


# Gather, complex numbers, convolution, sparse matrices


@program((2, 5, 2, 9, 8), (8, 16, 2, 32, 32), (8, 8, 5, 64, 64), results=["out"])
def conv2d_bias_data(rng, n, c_out, k, h, w):
    return dict(
        input=rng.random((n, h, w, 3), dtype=np.float32),
        weights=rng.random((k, k, 3, c_out), dtype=np.float32),
        bias=rng.random(c_out, dtype=np.float32),
    )


def correlate(image, weights):
    k = weights.shape[0]
    n, h, w, _ = image.shape
    out = np.empty((n, h - k + 1, w - k + 1, weights.shape[3]), dtype=image.dtype)
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            window = image[:, i : i + k, j : j + k, :, np.newaxis]
            out[:, i, j, :] = np.sum(window * weights[np.newaxis], axis=(1, 2, 3))
    return out


def correlate_whole(image, weights):
    k = weights.shape[0]
    windows = sliding_window_view(image, (k, k), axis=(1, 2))
    return np.tensordot(windows, weights, axes=((4, 5, 3), (0, 1, 2)))


@customary
def conv2d_bias(input, weights, bias):
    return correlate(input, weights) + bias


@whole
def conv2d_bias_whole(input, weights, bias):
    return correlate_whole(input, weights) + bias


@program((2, 18, 21), (4, 28, 28), (8, 56, 56), results=["score"])
def lenet_data(rng, n, h, w):
    def values(*shape):
        return rng.random(shape, dtype=np.float32) - np.float32(0.5)

    flat = 16 * (((h - 4) // 2 - 4) // 2) * (((w - 4) // 2 - 4) // 2)
    return dict(
        input=values(n, h, w, 1),
        conv1=values(5, 5, 1, 6),
        conv1bias=values(6),
        conv2=values(5, 5, 6, 16),
        conv2bias=values(16),
        fc1w=values(flat, 120),
        fc1b=values(120),
        fc2w=values(120, 84),
        fc2b=values(84),
        fc3w=values(84, 10),
        fc3b=values(10),
        N=n,
        C_before_fc1=flat,
    )


def pooled(x):
    n, h, w, c = x.shape
    out = np.empty((n, h // 2, w // 2, c), dtype=x.dtype)
    for i in range(h // 2):
        for j in range(w // 2):
            out[:, i, j, :] = np.max(x[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2, :], axis=(1, 2))
    return out


def pooled_whole(x):
    n, h, w, c = x.shape
    h, w = h // 2, w // 2
    return x[:, : 2 * h, : 2 * w].reshape(n, h, 2, w, 2, c).max(axis=(2, 4))


def lenet_with(correlate, pooled, input, conv1, conv1bias, conv2, conv2bias, dense):
    x = pooled(np.maximum(correlate(input, conv1) + conv1bias, 0))
    x = pooled(np.maximum(correlate(x, conv2) + conv2bias, 0))
    x = x.reshape(x.shape[0], -1)
    (w1, b1), (w2, b2), (w3, b3) = dense
    x = np.maximum(x @ w1 + b1, 0)
    x = np.maximum(x @ w2 + b2, 0)
    return x @ w3 + b3


@customary
def lenet(input, conv1, conv1bias, conv2, conv2bias, fc1w, fc1b, fc2w, fc2b, fc3w, fc3b, N, C_before_fc1):
    dense = ((fc1w, fc1b), (fc2w, fc2b), (fc3w, fc3b))
    return lenet_with(correlate, pooled, input, conv1, conv1bias, conv2, conv2bias, dense)


@whole
def lenet_whole(input, conv1, conv1bias, conv2, conv2bias, fc1w, fc1b, fc2w, fc2b, fc3w, fc3b, N, C_before_fc1):
    dense = ((fc1w, fc1b), (fc2w, fc2b), (fc3w, fc3b))
    return lenet_with(correlate_whole, pooled_whole, input, conv1, conv1bias, conv2, conv2bias, dense)


@program((16, 12, 30), (4096, 4096, 8192), (32768, 32768, 65536), results=["y"])
def spmv_data(rng, m, n, nnz):
    rows = np.sort(rng.integers(0, m, nnz))
    starts = np.searchsorted(rows, np.arange(m + 1))
    return dict(
        A_row=starts.astype(np.uint32),
        A_col=rng.integers(0, n, nnz).astype(np.uint32),
        A_val=rng.random(nnz),
        x=rng.random(n),
    )


@customary
def spmv(A_row, A_col, A_val, x):
    y = np.empty(A_row.size - 1, A_val.dtype)
    for i in range(A_row.size - 1):
        cols = A_col[A_row[i] : A_row[i + 1]]
        vals = A_val[A_row[i] : A_row[i + 1]]
        y[i] = vals @ x[cols]
    return y


@whole
def spmv_whole(A_row, A_col, A_val, x):
    rows = np.repeat(np.arange(A_row.size - 1), np.diff(A_row.astype(np.int64)))
    return np.bincount(rows, weights=A_val * x[A_col], minlength=A_row.size - 1)


@program(
    (2, 3, 2, 2, 2, 4, 2, 2),
    (2, 4, 2, 2, 2, 6, 2, 3),
    (3, 5, 3, 2, 2, 10, 3, 4),
    inout=["Sigma"],
)
def scattering_self_energies_data(rng, nk, ne, nq, nw, n3d, na, nb, no):
    def values(*shape):
        return rng.random(shape) + 1j * rng.random(shape)

    return dict(
        neigh_idx=rng.integers(0, na, (na, nb)).astype(np.int32),
        dH=values(na, nb, n3d, no, no),
        G=values(nk, ne, na, no, no),
        D=values(nq, nw, na, nb, n3d, n3d),
        Sigma=values(nk, ne, na, no, no),
    )


@customary
def scattering_self_energies(neigh_idx, dH, G, D, Sigma):
    Nk, NE = G.shape[:2]
    Nq, Nw, NA, NB, N3D = D.shape[:5]
    for k in range(Nk):
        for E in range(NE):
            for q in range(Nq):
                for w in range(min(Nw, E + 1)):
                    for i in range(N3D):
                        for j in range(N3D):
                            for a in range(NA):
                                for b in range(NB):
                                    dHG = G[k, E - w, neigh_idx[a, b]] @ dH[a, b, i]
                                    dHD = dH[a, b, j] * D[q, w, a, b, i, j]
                                    Sigma[k, E, a] += dHG @ dHD


@whole
def scattering_self_energies_whole(neigh_idx, dH, G, D, Sigma):
    NE = G.shape[1]
    dHG = np.einsum("keabrp,abipm->keabirm", G[:, :, neigh_idx], dH, optimize=True)
    for w in range(D.shape[1]):
        dHD = np.einsum("abjms,abij->abims", dH, D[:, w].sum(axis=0))
        Sigma[:, w:] += np.einsum("keabirm,abims->kears", dHG[:, : NE - w], dHD, optimize=True)


@program((3, 3), (2, 15), (2, 18), inout=["y"])
def stockham_fft_data(rng, r, k):
    n = r**k
    return dict(
        N=n, R=r, K=k, x=rng.random(n) + 1j * rng.random(n), y=np.zeros(n, dtype=np.complex128)
    )


@customary
def stockham_fft(N, R, K, x, y):
    s = np.arange(R)
    dft = np.exp(-2j * np.pi / R * np.outer(s, s))
    y[:] = x
    m = 1
    for _ in range(K):
        twiddles = np.exp(-2j * np.pi / (m * R) * np.outer(np.arange(m), s))
        old = y.reshape(m, R, N // (m * R)) * twiddles[:, :, np.newaxis]
        y[:] = np.tensordot(dft, old, axes=(1, 1)).reshape(N)
        m *= R


@whole
def stockham_fft_whole(N, R, K, x, y):
    y[:] = np.fft.fft(x)


@program(
    (-1.75, 0.25, 9, -1.0, 1.0, 7, 20),
    (-1.75, 0.25, 125, -1.0, 1.0, 125, 60),
    (-1.75, 0.25, 250, -1.0, 1.0, 250, 150),
    results=["z", "count"],
    wrong=1e-3,
)
def mandelbrot1_data(rng, xmin, xmax, xn, ymin, ymax, yn, maxiter):
    return dict(
        xmin=xmin, xmax=xmax, ymin=ymin, ymax=ymax, XN=xn, YN=yn, maxiter=maxiter, horizon=2.0
    )


@customary
def mandelbrot1(xmin, xmax, ymin, ymax, XN, YN, maxiter, horizon):
    c = np.linspace(xmin, xmax, XN) + np.linspace(ymin, ymax, YN)[:, np.newaxis] * 1j
    z = np.zeros_like(c)
    count = np.zeros(c.shape, dtype=np.int64)
    for n in range(maxiter):
        inside = np.abs(z) < horizon
        count[inside] = n
        z[inside] = z[inside] ** 2 + c[inside]
    count[count == maxiter - 1] = 0
    return z, count


@program((300, 7), (400000, 1000), (4000000, 1000), results=["mean", "samples"], wrong=5e-3)
def azimint_hist_data(rng, n, npt):
    return dict(data=rng.random(n), radius=rng.random(n), npt=npt)


@customary
def azimint_hist(data, radius, npt):
    samples = np.histogram(radius, npt)[0]
    with np.errstate(invalid="ignore"):
        return np.histogram(radius, npt, weights=data)[0] / samples, samples
