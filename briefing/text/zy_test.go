package text
import ("os";"testing";"fmt";"bufio";"encoding/json";"strings")
func TestZY(t *testing.T){
 if os.Getenv("ZY")=="" {return}
 out,_:=os.Create(os.Getenv("ZYOUT")); w:=bufio.NewWriter(out); defer out.Close(); defer w.Flush()
 seen:=map[uint64]bool{}
 for _,f:=range strings.Fields(os.Getenv("ZY")){
 in,err:=os.Open(f); if err!=nil{t.Fatal(err)}
 sc:=bufio.NewScanner(in); sc.Buffer(nil,1<<27)
 for sc.Scan(){ var v any; if json.Unmarshal(sc.Bytes(),&v)!=nil{continue}
  var walk func(any); walk=func(x any){switch x:=x.(type){case map[string]any: for _,k:=range []string{"docs","text","articles"}{if y,ok:=x[k];ok{walk(y)}}; case []any: for _,y:=range x{walk(y)}; case string: if len(x)<200{return}; h:=Fingerprint(x); if seen[h]{return}; seen[h]=true
   l:=Read(x); for _,q:=range l.Sentences{ fmt.Fprintf(w,"%x\t%d\t%d\t%s\t%q\n",h,q.Start,q.End,q.Kind,q.In(x))}}}
  walk(v)}
 in.Close()}
}
