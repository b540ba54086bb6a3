#include "ui/mesh/mesh_toolbar.h"

#include "ui/mesh/mesh_text.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastWidth = 700;
constexpr double kZoomStep = 1.25;
constexpr std::array kColours{
    MeshColour::SloStatus, MeshColour::ErrorRate, MeshColour::Latency, MeshColour::Mtls};
constexpr std::array kWindows{
    MeshWindow::FiveMinutes, MeshWindow::FifteenMinutes, MeshWindow::OneHour, MeshWindow::Range};

QPushButton *newSegment(const QString &text, const QString &edge, bool isCheckable)
{
    auto *button = new QPushButton(text);
    button->setProperty("role", u"segment"_s);
    button->setProperty("edge", edge);
    button->setCheckable(isCheckable);
    return button;
}

QWidget *joined(const QList<QPushButton *> &buttons)
{
    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    for (QPushButton *button : buttons)
        line->addWidget(button);
    return box;
}

} // namespace

MeshToolbar::MeshToolbar(QWidget *parent)
    : QWidget(parent)
    , m_line(new QHBoxLayout)
    , m_namespace(newMenuButton(u"meshNamespace"_s, tr("Namespace")))
    , m_colour(newMenuButton(u"meshColour"_s, tr("Colour by")))
    , m_group(newMenuButton(u"meshGroup"_s, tr("Group by")))
    , m_window(newMenuButton(u"meshWindow"_s, tr("Traffic of the last")))
    , m_compare(newMenuButton(u"meshCompare"_s, tr("Compare with")))
    , m_export(newMenuButton(u"meshExport"_s, tr("Export")))
    , m_trouble(new QPushButton(tr("Only trouble")))
    , m_zoom(newZoom())
    , m_filter(FilterBar::overRows(
          {}, u"meshFilter"_s, tr("Find services and calls: pay, error_rate > 1% and ns = shop")))
{
    setObjectName(u"meshToolbar"_s);
    m_trouble->setObjectName(u"meshOnlyTrouble"_s);
    m_trouble->setCheckable(true);
    m_zoom->setObjectName(u"meshZoom"_s);
    m_trouble->setToolTip(tr("Only what is not healthy, and what it calls and is called by"));
    m_export->setText(tr("Export ▾"));
    buildCompareMenu();
    buildExportMenu();

    // A condition needs more room than the menus leave on their line.
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->setSpacing(6);
    rows->addLayout(m_line);
    rows->addWidget(m_filter);
    m_line->setContentsMargins(0, 0, 0, 0);
    for (QToolButton *button : {m_namespace, m_colour, m_group, m_window, m_compare})
        m_line->addWidget(button);
    m_line->addWidget(m_trouble);
    m_line->addStretch(1);
    m_line->addWidget(newTableSwitch());
    m_line->addWidget(m_zoom);
    m_line->addWidget(m_export);

    connect(m_trouble, &QPushButton::clicked, this, [this](bool isOn) {
        MeshLook look = m_look;
        look.onlyTrouble = isOn;
        emit lookChosen(look);
    });
    connect(m_filter, &FilterBar::applied, this, &MeshToolbar::filterChanged);
    connect(m_filter, &FilterBar::entered, this, &MeshToolbar::filterEntered);
    buildMenus();
    fitLabels();
}

QToolButton *MeshToolbar::newMenuButton(const QString &name, const QString &accessible)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setAccessibleName(accessible);
    button->setToolTip(accessible);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setMenu(new QMenu(button));
    return button;
}

QWidget *MeshToolbar::newTableSwitch()
{
    m_graph = newSegment(tr("Graph"), u"first"_s, true);
    m_table = newSegment(tr("Table"), u"last"_s, true);
    m_table->setObjectName(u"meshTableSwitch"_s);
    m_table->setToolTip(tr("Services and calls as tables (Ctrl+T)"));
    m_graph->setChecked(true);
    connect(m_graph, &QPushButton::clicked, this, [this] { emit tableWanted(false); });
    connect(m_table, &QPushButton::clicked, this, [this] { emit tableWanted(true); });
    return joined({m_graph, m_table});
}

QWidget *MeshToolbar::newZoom()
{
    auto *smaller = newSegment(u"−"_s, u"first"_s, false);
    auto *fit = newSegment(tr("Fit"), {}, false);
    auto *larger = newSegment(u"+"_s, u"last"_s, false);
    smaller->setAccessibleName(tr("Zoom out"));
    smaller->setToolTip(tr("Zoom out"));
    fit->setToolTip(tr("Show everything (F)"));
    larger->setAccessibleName(tr("Zoom in"));
    larger->setToolTip(tr("Zoom in"));
    connect(smaller, &QPushButton::clicked, this, [this] { emit zoomWanted(1 / kZoomStep); });
    connect(larger, &QPushButton::clicked, this, [this] { emit zoomWanted(kZoomStep); });
    connect(fit, &QPushButton::clicked, this, &MeshToolbar::fitWanted);
    return joined({smaller, fit, larger});
}

void MeshToolbar::buildCompareMenu()
{
    QMenu *menu = m_compare->menu();
    const auto choose = [this](MeshCompare::Kind kind) {
        MeshScope scope = m_scope;
        scope.compare = {.kind = kind};
        emit scopeChosen(scope);
    };
    using Kind = MeshCompare::Kind;
    const std::array choices{std::pair{tr("1 hour before"), Kind::HourBefore},
        std::pair{tr("1 day before"), Kind::DayBefore},
        std::pair{tr("1 week before"), Kind::WeekBefore}};
    for (const auto &[text, kind] : choices)
        menu->addAction(text, this, [choose, kind = kind] { choose(kind); });
    m_incident = menu->addAction(
        tr("Start of the incident"), this, [choose] { choose(Kind::IncidentStart); });
    m_incident->setEnabled(false);
    menu->addAction(tr("An instant picked below…"), this, &MeshToolbar::instantWanted);
    menu->addSeparator();
    m_noCompare = menu->addAction(tr("Nothing"), this, [choose] { choose(Kind::None); });
}

void MeshToolbar::buildExportMenu()
{
    const std::array choices{std::pair{tr("PNG picture…"), MeshExport::Png},
        std::pair{tr("SVG picture…"), MeshExport::Svg},
        std::pair{tr("DOT for Graphviz…"), MeshExport::Dot},
        std::pair{tr("JSON…"), MeshExport::Json}, std::pair{tr("CSV…"), MeshExport::Csv}};
    for (const auto &[text, format] : choices) {
        m_export->menu()->addAction(
            text, this, [this, format = format] { emit exportWanted(format); });
    }
}

void MeshToolbar::buildMenus()
{
    const auto add = [this](QToolButton *button, const QString &text, bool isChosen, auto change) {
        QAction *action = button->menu()->addAction(text);
        action->setCheckable(true);
        action->setChecked(isChosen);
        connect(action, &QAction::triggered, this, change);
    };
    for (QToolButton *button : {m_namespace, m_colour, m_group, m_window})
        button->menu()->clear();
    const auto addNamespace = [&](const QString &text, const std::string &ns) {
        add(m_namespace, text, m_scope.ns == ns, [this, ns] {
            MeshScope scope = m_scope;
            scope.ns = ns;
            emit scopeChosen(scope);
        });
    };
    addNamespace(tr("all"), {});
    for (const QString &ns : std::as_const(m_namespaces))
        addNamespace(namespaceText(ns.toStdString()), ns.toStdString());
    for (const MeshColour colour : kColours) {
        add(m_colour, colourText(colour), m_look.colour == colour, [this, colour] {
            MeshLook look = m_look;
            look.colour = colour;
            emit lookChosen(look);
        });
    }
    for (const bool isGrouped : {true, false}) {
        add(m_group, isGrouped ? tr("namespace") : tr("nothing"), m_scope.isGrouped == isGrouped,
            [this, isGrouped] {
                MeshScope scope = m_scope;
                scope.isGrouped = isGrouped;
                emit scopeChosen(scope);
            });
    }
    for (const MeshWindow window : kWindows) {
        add(m_window, windowChoiceText(window), m_scope.window == window, [this, window] {
            MeshScope scope = m_scope;
            scope.window = window;
            emit scopeChosen(scope);
        });
    }
}

void MeshToolbar::relabel()
{
    const auto label = [this](QToolButton *button, const QString &what, const QString &value) {
        button->setText(m_isNarrow ? value + u" ▾"_s : what + u"  "_s + value + u" ▾"_s);
    };
    const QString ns = m_scope.ns.empty() ? tr("all") : namespaceText(m_scope.ns);
    label(m_namespace, tr("Namespace"), m_isNarrow && m_scope.ns.empty() ? tr("Namespace") : ns);
    label(m_colour, tr("Colour by"), colourText(m_look.colour));
    label(m_group, tr("Group by"),
        m_isNarrow              ? (m_scope.isGrouped ? tr("grouped") : tr("not grouped"))
            : m_scope.isGrouped ? tr("namespace")
                                : tr("nothing"));
    label(m_window, tr("Window"), windowChoiceText(m_scope.window));
    if (m_comparison.isEmpty())
        m_compare->setText(m_isNarrow ? tr("Compare…") : tr("Compare with…"));
    else
        m_compare->setText(m_isNarrow ? m_shortComparison : m_comparison);
    m_trouble->setText(m_isNarrow ? tr("Trouble") : tr("Only trouble"));
    m_line->setSpacing(m_isNarrow ? 4 : 8);
}

void MeshToolbar::showScope(const MeshScope &scope)
{
    m_scope = scope;
    m_noCompare->setEnabled(scope.compare.kind != MeshCompare::Kind::None);
    buildMenus();
    fitLabels();
}

void MeshToolbar::showLook(const MeshLook &look)
{
    m_look = look;
    m_trouble->setChecked(look.onlyTrouble);
    buildMenus();
    fitLabels();
}

void MeshToolbar::setNamespaces(const QStringList &namespaces)
{
    if (namespaces == m_namespaces || m_namespace->menu()->isVisible())
        return;
    m_namespaces = namespaces;
    buildMenus();
}

void MeshToolbar::setComparison(
    const QString &text, const QString &shortText, const QString &details)
{
    m_comparison = text;
    m_shortComparison = shortText;
    const QString tip = text.isEmpty() ? tr("Compare with") : text + u'\n' + details;
    m_compare->setToolTip(u"<qt>%1</qt>"_s.arg(tip.toHtmlEscaped().replace(u'\n', u"<br>"_s)));
    m_compare->setCheckable(!text.isEmpty());
    m_compare->setChecked(!text.isEmpty());
    fitLabels();
}

void MeshToolbar::setIncidentKnown(bool isKnown)
{
    m_incident->setEnabled(isKnown);
}

void MeshToolbar::setFilterLanguage(FilterLanguage language)
{
    m_filter->setLanguage(std::move(language));
}

void MeshToolbar::setFound(qsizetype matches, qsizetype services)
{
    if (matches < 0)
        m_filter->setMatchCount({}, {});
    else
        m_filter->setMatchCount(matches, services);
}

void MeshToolbar::setTable(bool isTable)
{
    m_graph->setChecked(!isTable);
    m_table->setChecked(isTable);
}

QString MeshToolbar::filterText() const
{
    return m_filter->text();
}

bool MeshToolbar::escapeFilter()
{
    return m_filter->escape();
}

void MeshToolbar::focusFilter()
{
    m_filter->focusText();
}

QSize MeshToolbar::minimumSizeHint() const
{
    return {kLeastWidth, QWidget::minimumSizeHint().height()};
}

// Labels lose their first word where there is no room for it; their tooltips keep it. Where that is
// not enough the buttons for zooming go: keys and the wheel do it too.
void MeshToolbar::fitLabels()
{
    m_isNarrow = false;
    m_zoom->show();
    relabel();
    m_isNarrow = isTooWide();
    relabel();
    m_zoom->setVisible(!isTooWide());
}

bool MeshToolbar::isTooWide() const
{
    m_line->invalidate(); // a layout within another is not told that its widgets changed
    const QMargins margins = layout()->contentsMargins();
    return m_line->sizeHint().width() > width() - margins.left() - margins.right();
}

void MeshToolbar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitLabels();
}

} // namespace binnacle::ui
