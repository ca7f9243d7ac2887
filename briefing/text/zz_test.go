package text
import ("os";"strings";"testing";"fmt")
func TestZZ(t *testing.T){
 for _,f:=range strings.Fields(os.Getenv("ZZ")){
  data,err:=os.ReadFile(f); if err!=nil{t.Fatal(err)}
  n,prose:=0,0
  for line:=range strings.Lines(string(data)){
   p:=strings.TrimSpace(line); if p==""{continue}
   for _,place:=range []string{"middle","end"}{
   s:=article(place,p); at:=strings.Index(s,p); l:=Read(s)
   k:=""; anyp:=false
   for _,q:=range l.Sentences{ if q.Start>=at&&q.Start<at+len(p){k+=q.Kind.String()+" "; if q.Kind==Prose{anyp=true}}}
   n++; if anyp{prose++}
   fmt.Printf("%-7s %-22s %s\n",place,k,p)
   }}
  fmt.Printf("== %s: %d lines*2, %d prose\n",f,n,prose)
 }}
