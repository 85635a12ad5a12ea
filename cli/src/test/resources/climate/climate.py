"""The figures of examples/climate.strake as NumPy computes them, written to climate.json here.

    python3 climate.py          (from anywhere in the repository)
"""

import json
import pathlib

import numpy as np

here = pathlib.Path(__file__).resolve().parent
root = next(folder for folder in here.parents if (folder / "examples" / "data").is_dir())
precipitation = np.load(root / "examples" / "data" / "precipitation-2016.npy").astype(np.float64)

rows, _ = precipitation.shape
latitude = 87.0 - np.arange(rows)
area = np.cos(np.deg2rad(latitude))

figures = {
    "global_mean": np.average(precipitation.mean(axis=1), weights=area),
    "zonal_mean": precipitation.mean(axis=1),
    "zonal_min": precipitation.min(axis=1),
    "zonal_max": precipitation.max(axis=1),
    "meridional_mean": np.average(precipitation, axis=0, weights=area),
    "meridional_max": precipitation.max(axis=0),
}
lines = [f'"numpy": "{np.__version__}"']
lines += [f'"{name}": {json.dumps(np.asarray(value).tolist())}' for name, value in figures.items()]
(here / "climate.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
