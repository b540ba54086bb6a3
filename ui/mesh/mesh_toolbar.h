#pragma once

#include "core/console/mesh_feed.h"
#include "ui/mesh/mesh_look.h"
#include "ui/mesh/mesh_situation.h"
#include "ui/widgets/filter_language.h"

#include <QStringList>
#include <QWidget>

#include <optional>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace binnacle::ui {

class FilterBar;

enum class MeshExport { Png, Svg, Dot, Json, Csv };

// The line above the graph: what is shown, how, compared with what.
class MeshToolbar final : public QWidget
{
    Q_OBJECT

public:
    explicit MeshToolbar(QWidget *parent = nullptr);

    void showScope(const MeshScope &scope);
    void showLook(const MeshLook &look);
    void setNamespaces(const QStringList &namespaces);
    // "Compare with 14:00 — 1 added, 0 removed, 3 degraded"; empty: nothing is compared. `details`
    // names what no longer has a place in the graph.
    // `shortText` says the same where there is little room.
    void setComparison(const QString &text, const QString &shortText, const QString &details);
    void setIncidentKnown(bool isKnown); // its start can be compared with
    void setFilterLanguage(FilterLanguage language);
    // Services that match, of all; -1: nothing is filtered.
    void setFound(qsizetype matches, qsizetype services);
    void setTable(bool isTable);
    QString filterText() const; // as typed
    bool escapeFilter();        // one layer; false: nothing was left to undo
    void focusFilter();

    QSize minimumSizeHint() const override;

signals:
    void scopeChosen(const binnacle::ui::MeshScope &scope);
    void lookChosen(const binnacle::ui::MeshLook &look);
    void instantWanted();                    // to compare with, picked in the scrubber
    void filterChanged(const QString &text); // valid, in its normal form
    void filterEntered();                    // Enter
    void tableWanted(bool isTable);
    void zoomWanted(double factor);
    void fitWanted();
    void exportWanted(binnacle::ui::MeshExport format);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *newMenuButton(const QString &name, const QString &accessible);
    QWidget *newTableSwitch();
    QWidget *newZoom();
    void buildCompareMenu();
    void buildExportMenu();
    void buildMenus();
    void relabel();
    void fitLabels();
    bool isTooWide() const;

    MeshScope m_scope;
    MeshLook m_look;
    QStringList m_namespaces;
    QString m_comparison;
    QString m_shortComparison;
    bool m_isNarrow = false;
    QHBoxLayout *m_line;
    QToolButton *m_namespace;
    QToolButton *m_colour;
    QToolButton *m_group;
    QToolButton *m_window;
    QToolButton *m_compare;
    QToolButton *m_export;
    QPushButton *m_trouble;
    QWidget *m_zoom;
    FilterBar *m_filter;
    QPushButton *m_graph = nullptr;
    QPushButton *m_table = nullptr;
    QAction *m_incident = nullptr;
    QAction *m_noCompare = nullptr;
};

} // namespace binnacle::ui
