"""One-off: the shippable training series from the public benchmark (WDI, CC BY 4.0; UK SDG, OGL v3)."""
import pandas as pd

BENCH = "/work/shared/bench/public/"
data = pd.read_csv(BENCH + "data.csv")
about = pd.read_csv(BENCH + "series.csv").set_index("unique_id")
keep = about.index.str.startswith(("WDI_", "SDGUK_"))
about = about[keep]
data = data[data.unique_id.isin(about.index)].copy()
data.to_csv("/tmp/projlab/calibration/values.csv", index=False)
out = pd.DataFrame({
    "unique_id": about.index,
    "dataset": ["World Bank WDI" if u.startswith("WDI_") else "UK SDG indicators" for u in about.index],
    "description": about.desc.fillna("").str.replace(r"\|+", " | ", regex=True).str.strip(" |").values,
    "licence": ["CC BY 4.0" if u.startswith("WDI_") else "OGL v3" for u in about.index],
    "first_year": data.groupby("unique_id").year.min().reindex(about.index).values,
})
packed = data.groupby("unique_id").y.apply(lambda y: " ".join(f"{v:.10g}" for v in y)).reindex(about.index)
gaps = data.groupby("unique_id").year.diff().dropna()
assert (gaps == 1).all()
out["values"] = packed.values
out.to_csv("/tmp/projlab/calibration/series.csv", index=False)
print(len(out))
