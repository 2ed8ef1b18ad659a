internal import AwardHistory
internal import Exporters
public import ProjectionKit
internal import RatingHistory
internal import Register
internal import StarCounts

/// Every projection that this program can be asked: the one list. A new plugin is one line here.
public let installedProjections: [any Projection.Type] = [
  Register.self, StarCounts.self, RatingHistory.self, Exporters.self, AwardHistory.self,
]
