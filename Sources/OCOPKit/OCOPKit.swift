// The one import for whoever embeds the core: the ledger, the domain, and the installed projections with their questions.

@_exported public import AwardHistory
@_exported public import Breaches
@_exported public import Contradictions
@_exported public import Councils
@_exported public import Decisions
@_exported public import Exporters
@_exported public import Ledger
@_exported public import OCOP
@_exported public import ProjectionKit
@_exported public import Promotion
@_exported public import QualityCertificates
@_exported public import RatingHistory
@_exported public import Register
@_exported public import ScoreAnalytics
@_exported public import ScoreSheets
@_exported public import StarCounts
@_exported public import Support
@_exported public import Targets

/// Every projection that this program can be asked: the one list. A new plugin is one line here.
public let installedProjections: [any Projection.Type] = [
  Register.self, StarCounts.self, RatingHistory.self, Exporters.self, AwardHistory.self, Targets.self,
  QualityCertificates.self, Promotion.self, Support.self, Councils.self, ScoreSheets.self, Breaches.self,
  Decisions.self, Contradictions.self,
]
