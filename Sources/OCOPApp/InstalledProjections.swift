internal import AwardHistory
internal import Breaches
internal import Contradictions
internal import Councils
internal import Decisions
internal import Exporters
public import ProjectionKit
internal import Promotion
internal import QualityCertificates
internal import RatingHistory
internal import Register
internal import ScoreSheets
internal import StarCounts
internal import Support
internal import Targets

/// Every projection that this program can be asked: the one list. A new plugin is one line here.
public let installedProjections: [any Projection.Type] = [
  Register.self, StarCounts.self, RatingHistory.self, Exporters.self, AwardHistory.self, Targets.self,
  QualityCertificates.self, Promotion.self, Support.self, Councils.self, ScoreSheets.self, Breaches.self,
  Decisions.self, Contradictions.self,
]
