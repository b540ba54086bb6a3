#include "ui/slo/slo_view.h"

#include "ui/slo/slo_detail_pane.h"
#include "ui/slo/slo_files.h"
#include "ui/slo/slo_table.h"
#include "ui/slo/spec_review.h"
#include "ui/slo/target_editor.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/state_panel.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDetailHeight = 520;
constexpr int kFilterWidth = 520;
constexpr std::array kWindows{SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays};

QPushButton *segment(const QString &text, const QString &edge)
{
    auto *button = new QPushButton(text);
    button->setCheckable(true);
    button->setProperty("role", u"segment"_s);
    if (!edge.isEmpty())
        button->setProperty("edge", edge);
    return button;
}

} // namespace

SloView::SloView(const SloServices &services, QWidget *parent)
    : View(parent)
    , m_services(services)
    , m_presenter(services.slo, services.time)
    , m_editor(new TargetEditor(services.slo))
    , m_review(new SpecReview(services.slo))
    , m_problem(new Banner)
    , m_table(new SloTable(m_presenter.table()))
    , m_files(new SloFiles(services.slo, *this))
    , m_detail(new SloDetailPane(services.time))
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
{
    setObjectName(u"sloView"_s);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_detail->setMinimumHeight(kDetailHeight);
    scroll->setWidget(m_detail);
    auto *split = new QSplitter(Qt::Vertical);
    split->setObjectName(u"sloSplitter"_s);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(10);
    split->addWidget(m_table);
    split->addWidget(scroll);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 5);
    m_pages->addWidget(split);
    m_pages->addWidget(m_state);
    m_problem->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(buildToolbar());
    layout->addWidget(m_editor);
    layout->addWidget(m_review);
    layout->addWidget(m_problem);
    layout->addLayout(m_pages, 1);
    buildActions();
    connectPresenter();
    showState();
}

QWidget *SloView::buildToolbar()
{
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    m_kinds = new QButtonGroup(this);
    const auto add = [&](const QString &text, SloSubject::Kind kind, const QString &edge) {
        QPushButton *button = segment(text, edge);
        m_kinds->addButton(button, static_cast<int>(kind));
        line->addWidget(button);
    };
    add(tr("Domains"), SloSubject::Kind::Domain, u"first"_s);
    add(tr("Services"), SloSubject::Kind::Service, {});
    add(tr("Edges"), SloSubject::Kind::Edge, u"last"_s);
    m_kinds->button(static_cast<int>(SloSubject::Kind::Domain))->setChecked(true);
    connect(m_kinds, &QButtonGroup::idClicked, this,
        [this](int kind) { m_presenter.setKind(static_cast<SloSubject::Kind>(kind)); });
    m_window = new QComboBox;
    m_window->setAccessibleName(tr("Window of the budgets"));
    for (const SloWindow window : kWindows)
        m_window->addItem(tr("%1 rolling", "a window of time").arg(windowText(window)));
    m_window->setCurrentIndex(2);
    connect(m_window, &QComboBox::activated, this,
        [this](int at) { m_presenter.setWindow(kWindows[static_cast<std::size_t>(at)]); });
    m_compare = new QPushButton(tr("Compare"));
    m_compare->setToolTip(tr("Compare with the period before"));
    m_compare->setCheckable(true);
    m_compare->setChecked(true);
    connect(m_compare, &QPushButton::toggled, m_detail, &SloDetailPane::setShowsPrevious);
    m_filter = FilterBar::overRows(
        m_presenter.filterLanguage(), u"sloFilter"_s, tr("Find: checkout, budget < 20%"));
    m_filter->setMaximumWidth(kFilterWidth);
    connect(m_filter, &FilterBar::applied, &m_presenter, &SloPresenter::setFilter);
    m_import = new QPushButton(tr("Import OpenSLO"));
    m_import->setObjectName(u"sloImport"_s);
    connect(m_import, &QPushButton::clicked, m_files, &SloFiles::chooseImport);
    m_edit = new QPushButton(tr("Edit target"));
    connect(m_edit, &QPushButton::clicked, this, &SloView::editTarget);
    line->addSpacing(10);
    line->addWidget(m_window);
    line->addSpacing(10);
    line->addWidget(m_compare);
    line->addSpacing(10);
    line->addWidget(m_filter, 1);
    line->addStretch();
    line->addSpacing(10);
    line->addWidget(m_import);
    line->addSpacing(8);
    line->addWidget(m_edit);
    line->addSpacing(8);
    line->addWidget(buildExport());
    return bar;
}

QToolButton *SloView::buildExport()
{
    auto *button = new QToolButton;
    button->setText(tr("Export ▾"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    const auto add = [&](const QString &text, console::SpecFormat format) {
        menu->addAction(text, this, [this, format] {
            if (m_presenter.board())
                m_files->chooseExport(*m_presenter.board(), format);
        });
    };
    add(tr("Prometheus rules"), console::SpecFormat::PrometheusRules);
    add(tr("OpenSLO"), console::SpecFormat::OpenSlo);
    add(tr("CSV"), console::SpecFormat::Csv);
    add(tr("JSON"), console::SpecFormat::Json);
    button->setMenu(menu);
    return button;
}

void SloView::buildActions()
{
    const auto add = [this](const QString &text, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_actions += action;
    };
    add(tr("Edit the target of the selected objective"), &SloView::editTarget);
    add(tr("Import OpenSLO or Sloth targets"), [this] { m_files->chooseImport(); });
    add(tr("Show the selected objective in the mesh"), &SloView::openMesh);
    add(tr("Show the events behind the selected objective"), &SloView::openEvents);
}

void SloView::connectPresenter()
{
    connect(&m_presenter, &SloPresenter::boardShown, this, &SloView::showBoard);
    connect(&m_presenter, &SloPresenter::selectionChanged, this, [this] {
        if (m_presenter.selected())
            m_table->mark(*m_presenter.selected());
    });
    connect(m_table, &SloTable::chosen, &m_presenter, &SloPresenter::select);
    connect(m_table, &SloTable::activated, this, &SloView::openMesh);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &SloTable::customContextMenuRequested, this, &SloView::showMenu);
    connect(m_files, &SloFiles::importChosen, this, &SloView::reviewImport);
    connect(m_files, &SloFiles::written, this, &SloView::tellWritten);
    connect(&m_presenter, &SloPresenter::detailShown, this,
        [this] { m_detail->showDetail(m_presenter.detail()); });
    connect(&m_presenter, &SloPresenter::failed, this, [this](const Error &error) {
        m_problem->present(StatusKind::Critical, errorLine(error), errorCodeText(error));
        m_problem->show();
    });
    connect(m_detail, &SloDetailPane::serviceRequested, this, [this](const ServiceRef &service) {
        if (m_presenter.selected())
            emit serviceActivated(m_presenter.selected()->cluster, service);
    });
    connect(m_editor, &TargetEditor::closed, &m_presenter, &SloPresenter::refresh);
    connect(m_review, &SpecReview::closed, &m_presenter, &SloPresenter::refresh);
}

void SloView::showBoard()
{
    m_problem->hide();
    if (const auto &board = m_presenter.board())
        m_filter->setMatchCount(m_presenter.table().rowCount(), std::ssize(board->rows));
    m_table->showColumns();
    const auto kind = static_cast<int>(m_presenter.kind());
    m_kinds->button(kind)->setChecked(true);
    if (m_presenter.selected())
        m_table->mark(*m_presenter.selected());
    showState();
}

void SloView::showState()
{
    const bool isEmpty = m_presenter.table().rowCount() == 0;
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    m_edit->setEnabled(!isEmpty);
    if (!isEmpty)
        return;
    const auto &board = m_presenter.board();
    if (!board) {
        m_state->showLoading(tr("Reading the budgets"));
        return;
    }
    if (!m_presenter.filter().isEmpty() && !board->rows.empty()) {
        m_state->showEmpty(tr("No objective matches “%1”").arg(m_presenter.filter()),
            tr("0 of %n objective(s) match.", nullptr, static_cast<int>(board->rows.size())),
            {{.text = tr("Clear the filter"), .run = [this] { m_filter->applyText({}); }}});
        return;
    }
    const Timestamp at = m_services.time.instant();
    if (isKnown(board->oldest) && at < board->oldest) {
        m_state->showEmpty(tr("Nothing that old is kept"),
            tr("The oldest increments kept are of %1.")
                .arg(m_services.time.dateTimeText(board->oldest)));
        return;
    }
    m_state->showEmpty(tr("No service levels yet"),
        tr("Budgets come from metrics. Add an endpoint under Settings → Sources, or run an agent "
           "beside the cluster:"));
    m_state->setCommand(u"binnaclectl agent --metrics URL --hub URL --cluster ID"_s);
}

void SloView::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    m_presenter.setCluster(cluster);
}

void SloView::showSlo(const ClusterId &, const SloSubject &subject)
{
    m_filter->applyText({});
    m_presenter.select(subject);
}

void SloView::focusFilter()
{
    m_filter->focusText();
}

bool SloView::escape()
{
    if (!m_editor->isHidden() || !m_review->isHidden()) {
        m_editor->hide();
        m_review->hide();
        return true;
    }
    if (!m_filter->escape())
        return false;
    m_table->setFocus();
    return true;
}

void SloView::refresh()
{
    m_presenter.refresh();
}

std::vector<View::KeyHelp> SloView::keys()
{
    return {{u"Enter, m"_s, tr("Show the service behind the objective in the mesh")},
        {u"e"_s, tr("Events of the service behind it")}, {u"Ctrl+E"_s, tr("Edit the target")},
        {u"Ctrl+T"_s, tr("The numbers of a chart as a table, and back; elsewhere: of all trends")},
        {u"← →"_s, tr("In a chart: move the crosshair")}, {u"/"_s, tr("Find an objective")}};
}

// Where there is no room for all buttons, importing is left to the palette.
void SloView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    const QLayout &line = *m_import->parentWidget()->layout();
    const QMargins margins = layout()->contentsMargins();
    m_import->show();
    m_import->setVisible(line.minimumSize().width() <= width() - margins.left() - margins.right());
}

void SloView::keyPressEvent(QKeyEvent *event)
{
    const bool isControl = event->modifiers() == Qt::ControlModifier;
    if (isControl && event->key() == Qt::Key_T)
        return m_detail->setShowsTables(!m_detail->showsTables());
    if (isControl && event->key() == Qt::Key_E)
        return editTarget();
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_M)
        return openMesh();
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_E)
        return openEvents();
    View::keyPressEvent(event);
}

std::optional<ServiceRef> SloView::backend() const
{
    const auto &selected = m_presenter.selected();
    if (!selected)
        return std::nullopt;
    if (selected->kind == SloSubject::Kind::Edge)
        return selected->key.target;
    if (selected->kind == SloSubject::Kind::Service)
        return selected->key.service;
    for (const SloTableRow &row : m_presenter.table().rows()) {
        if (row.row.subject == *selected && !row.row.backends.empty())
            return row.row.backends.front();
    }
    return std::nullopt;
}

void SloView::openMesh()
{
    if (const auto service = backend())
        emit serviceActivated(m_presenter.selected()->cluster, *service);
}

void SloView::openEvents()
{
    if (const auto service = backend())
        emit objectActivated(m_presenter.selected()->cluster,
            {.scope = EventScope::WorkloadTree, .object = workloadOf(*service)});
}

void SloView::editTarget()
{
    const auto &selected = m_presenter.selected();
    if (!selected)
        return;
    for (const SloTableRow &row : m_presenter.table().rows()) {
        if (row.row.subject != *selected)
            continue;
        m_review->hide();
        m_editor->edit(*selected, row.row.target, m_services.time.asOf().value_or(Timestamp{}));
    }
}

void SloView::reviewImport(const QString &file)
{
    m_editor->hide();
    ClusterId cluster = m_cluster;
    if (cluster.isEmpty() && m_presenter.selected())
        cluster = m_presenter.selected()->cluster;
    m_review->review(file, cluster);
}

void SloView::tellWritten(const QString &path, const QString &why)
{
    m_problem->present(why.isEmpty() ? StatusKind::Ok : StatusKind::Critical,
        why.isEmpty() ? tr("Exported to %1").arg(path)
                      : tr("%1 could not be written: %2").arg(path, why));
    m_problem->show();
}

void SloView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_presenter.setActive(true);
}

void SloView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_presenter.setActive(false);
}

} // namespace binnacle::ui
