package condense
import ("testing";"fmt")
func TestZZ(t *testing.T){
 for _,p:=range [][2]string{
 {"No one was injured in the blast at the plant in Brugg.","Three people were injured in the blast at the plant in Brugg."},
 {"The vaccine is effective against the new strain, a study by Basel researchers found.","The vaccine is ineffective against the new strain, a study by Basel researchers found."},
 {"The vaccine is effective against the new strain, a study by Basel researchers found.","The vaccine isn't effective against the new strain, a study by Basel researchers found."},
 {"An increase in wages is planned for nurses in Ulm.","A decrease in wages is planned for nurses in Ulm."},
 {"The government will ban plastic bags from January.","The government will not ban plastic bags from January."},
 {"The ceasefire between the rebels and the army began at dawn.","The ceasefire between the rebels and the army ended at dawn."},
 {"Ryan Holt has been arrested over the theft of the painting.","Ryan Holt has not been arrested over the theft of the painting."},
 {"The airline denied that it had cancelled the flights to Oslo.","The airline cancelled the flights to Oslo."},
 {"The suspect is alive, the hospital in Graz said.","The suspect is dead, the hospital in Graz said."},
 {"The mayor of Ulm resigned on Friday after the report.","The mayor of Ulm refused to resign on Friday after the report."},
 {"Unemployment in Spain rose to 12 percent in May.","Unemployment in Spain fell to 12 percent in May."},
 {"The town was angry.","The town was calm."},
 {"Doctors say the patient is recovering well in the clinic of Bern.","Doctors say the patient is dying in the clinic of Bern."},
 {"The president signed the treaty with Chile in the palace.","The president tore up the treaty with Chile in the palace."},
 {"The storm killed 3 people in Cuba.","The storm killed 7 people in Haiti."},
 {"The storm killed 3 people in Cuba, officials said.","Seven people were killed by the storm in Cuba, the radio said."},
 {"At least 12 were hurt when the stand collapsed at the Ulm stadium.","The collapse of a stand at the stadium in Ulm injured 20 people."},
 {"Italian authorities approved the deployment of agents to Milan.","Italian authorities have not approved the deployment of agents to Milan."},
 {"The company said profits were strong in the third quarter.","The company said profits were weak in the third quarter."},
 {"Police say the driver was drunk when the bus left the road near Ulm.","Police say the driver was sober when the bus left the road near Ulm."},
 {"The court upheld the sentence against Otto Lund.","The court overturned the sentence against Otto Lund."},
 {"The trial of Otto Lund will be held in public.","The trial of Otto Lund will be held in secret."},
 {"The strike at the port of Genoa is over, unions said.","The strike at the port of Genoa continues, unions said."},
 {"The dog was found dead.", "The dog was found alive."},
 {"Researchers found that coffee raises the risk of stroke.", "Researchers found that coffee lowers the risk of stroke."},
 {"The ministry accepted the resignation of the general.","The ministry declined the resignation of the general."},
 {"Nobody claimed responsibility for the bombing of the market in Kano.","A rebel group claimed responsibility for the bombing of the market in Kano."},
 }{ fmt.Printf("%-40s %s | %s\n",stands(docsOf(p[0],p[1])),p[0],p[1]) }
}
