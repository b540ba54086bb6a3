#pragma once

#include "core/console/mesh_feed.h"
#include "ui/mesh/mesh_look.h"
#include "ui/widgets/status_glyph.h"

#include <QString>

#include <optional>

namespace binnacle::ui {

// The mesh in words and judgements, the same in graph, tables, tooltips and inspector.

QString colourText(MeshColour colour);                    // "SLO status"
QString colourLegend(MeshColour colour, StatusKind kind); // "under 1 %"

StatusKind errorRateStatus(std::optional<double> percent); // from 1 % a warning, from 5 % critical
StatusKind latencyStatus(std::optional<double> ms);        // over 300 ms, over 1 s
StatusKind mtlsStatus(std::optional<double> percent);      // all, a part, nothing encrypted
StatusKind statusOf(const MeshNode &node, MeshColour colour);
// Edges do not tell about mTLS: unknown then.
StatusKind statusOf(const MeshEdge &edge, MeshColour colour);
bool isTrouble(StatusKind status);
int severity(StatusKind status); // the higher the worse

// Numbers without the blank before the unit, for the little room on a node: "0.2%", "38ms".
QString tightText(QString number);
QString nodeErrorText(std::optional<double> percent); // "0.2%", never more than one decimal
QString perSecondText(const QString &requestRate);    // "640 rps" as "640/s"

QString changeText(MeshChange change);  // "worse"; empty when nothing changed
QString changeGlyph(MeshChange change); // "▼": a shape for each word
StatusKind changeStatus(MeshChange change);
QString requestRateChange(std::optional<double> perSecond); // "+12 rps"
QString errorRateChange(std::optional<double> points);      // "+7.6 pp"
QString latencyChange(std::optional<double> ms);            // "+1.27 s"
// What a test says about a difference: "significant", "may be chance", "not tested"; and the
// number it says so for: "p < 0.001".
QString significanceText(std::optional<double> chance);
QString chanceText(std::optional<double> chance);

QString serviceText(const ServiceRef &service);  // "checkout"; outside: "api.stripe.com ↗"
QString namespaceText(const std::string &ns);    // "shop"; "_external": "outside the mesh"
QString edgeText(const EdgeRef &edge);           // "checkout → payments"
QString originText(const MeshNode &node);        // who is to blame; empty without errors
QString mtlsText(std::optional<double> percent); // "mTLS ✓"
QString describe(const MeshGraph &graph, const MeshNode &node); // lines, for tooltips
QString describe(const MeshGraph &graph, const MeshEdge &edge);

// "payments-db p95 rose 3 m before checkout; 82 % of its errors go through payments-db."
QString causeText(const ServiceRef &service, const console::MeshServiceDetail::LikelyCause &cause);

} // namespace binnacle::ui
