import sys; sys.path.insert(0,'/tmp/projlab')
import time, numpy as np, pandas as pd
import linhai_analysis.projection as P
rng=np.random.default_rng(0)
s=pd.Series(100+np.cumsum(rng.normal(1,2,10)),index=range(2006,2016)); P.project(s,to=2020)
for rep in range(3):
    t=time.perf_counter(); 
    for _ in range(500): P.project(s,to=2020)
    print('project ms',(time.perf_counter()-t)*2, end=' ')
    t=time.perf_counter(); 
    for _ in range(200): P.project(s,to=2020).frame
    print('with frame ms',(time.perf_counter()-t)*5)
N=10000; f=pd.DataFrame({'geo':np.repeat(np.arange(N),10),'year':np.tile(np.arange(2006,2016),N),'value':(100+np.cumsum(rng.normal(1,2,(N,10)),1)).ravel()})
for rep in range(3):
    t=time.perf_counter(); r=P.project_panel(f,to=2020); dt=time.perf_counter()-t; print('panel us per series',dt/N*1e6)
sub=f[f.geo<300]; bad=0
for gname,x in sub.groupby('geo'):
    a=P.project(x.set_index('year').value,to=2020).frame; b=r[r.geo==gname][a.columns.tolist()]
    bad+=not (a.to_numpy(float)==b.to_numpy(float)).all()
print('panel differs from loop in',bad)
