import OCOPCommandLine
import WomenLed

await OCOP.main(adding: [WomenLed.self])
