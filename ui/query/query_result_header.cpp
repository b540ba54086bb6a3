#include "ui/query/query_result_header.h"

#include "ui/query/query_text.h"
#include "ui/theme/fonts.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using Format = console::QueryExportFormat;

namespace {

constexpr std::chrono::seconds kToldFor{5};

} // namespace

QueryResultHeader::QueryResultHeader(QWidget *parent)
    : QWidget(parent)
    , m_headline(new QLabel)
    , m_rewound(new QLabel)
    , m_marks(new QLabel)
    , m_elapsed(new QLabel)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_told(new QLabel)
    , m_modes(new QButtonGroup(this))
    , m_copy(menuButton(tr("Copy ▾"), false))
    , m_export(menuButton(tr("Export ▾"), true))
{
    setObjectName(u"queryResultHeader"_s);
    for (QLabel *label : {m_headline, m_rewound, m_marks, m_elapsed, m_told})
        label->setTextFormat(Qt::PlainText);
    m_headline->setObjectName(u"queryHeadline"_s);
    m_headline->setFont(boldTextFont());
    m_rewound->setProperty("tone", u"warning"_s);
    m_marks->setProperty("tone", u"muted"_s);
    m_elapsed->setProperty("tone", u"muted"_s);
    m_told->setProperty("tone", u"muted"_s);
    m_cancel->setProperty("role", u"link"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 8, 3);
    layout->setSpacing(8);
    layout->addWidget(m_headline);
    layout->addWidget(m_rewound);
    layout->addWidget(m_marks);
    layout->addWidget(m_elapsed);
    layout->addWidget(m_cancel);
    layout->addStretch(1);
    layout->addWidget(m_told);
    auto *modes = new QHBoxLayout;
    modes->setSpacing(0);
    const auto add = [&](const QString &text, Mode mode, const QString &edge) {
        auto *button = new QPushButton(text);
        button->setCheckable(true);
        button->setProperty("role", u"segment"_s);
        if (!edge.isEmpty())
            button->setProperty("edge", edge);
        m_modes->addButton(button, static_cast<int>(mode));
        modes->addWidget(button);
    };
    add(tr("Table"), Mode::Table, u"first"_s);
    add(tr("Chart"), Mode::Chart, {});
    add(tr("JSON"), Mode::Json, {});
    add(tr("Explain"), Mode::Explain, u"last"_s);
    m_modes->button(static_cast<int>(Mode::Table))->setChecked(true);
    layout->addLayout(modes);
    layout->addWidget(m_copy);
    layout->addWidget(m_export);

    m_forget.setSingleShot(true);
    m_forget.setInterval(kToldFor);
    connect(&m_forget, &QTimer::timeout, m_told, &QLabel::clear);
    connect(m_modes, &QButtonGroup::idClicked, this,
        [this](int id) { emit modeChosen(static_cast<Mode>(id)); });
    connect(m_cancel, &QPushButton::clicked, this, &QueryResultHeader::cancelRequested);
    setElapsed(Duration{0});
    setMarks(0);
    setRewound({});
    setHasRows(false);
}

QToolButton *QueryResultHeader::menuButton(const QString &text, bool exports)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    const auto add = [&](const QString &title, Format format) {
        connect(menu->addAction(title), &QAction::triggered, this, [this, exports, format] {
            if (exports)
                emit exportRequested(format);
            else
                emit copyRequested(format);
        });
    };
    add(tr("CSV"), Format::Csv);
    add(tr("JSON"), Format::Json);
    add(tr("NDJSON"), Format::Ndjson);
    add(tr("Markdown"), Format::Markdown);
    add(tr("TSV"), Format::Tsv);
    button->setMenu(menu);
    return button;
}

void QueryResultHeader::setHeadline(const QString &text)
{
    m_headline->setText(text);
}

QString QueryResultHeader::headline() const
{
    return m_headline->text();
}

void QueryResultHeader::setRewound(const QString &text)
{
    m_rewound->setText(text);
    m_rewound->setVisible(!text.isEmpty());
}

void QueryResultHeader::setMarks(int rows)
{
    m_marks->setText(tr("%Ln marked", nullptr, rows));
    m_marks->setVisible(rows > 0);
}

void QueryResultHeader::setElapsed(Duration elapsed)
{
    const bool isRunning = elapsed > Duration{0};
    m_elapsed->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    m_elapsed->setText(
        tr("running for %1").arg(millisecondsText(static_cast<double>(elapsed.count()))));
}

void QueryResultHeader::setHasRows(bool hasRows)
{
    m_copy->setEnabled(hasRows);
    m_export->setEnabled(hasRows);
}

void QueryResultHeader::tell(const QString &what)
{
    m_told->setText(what);
    m_told->setAccessibleDescription(what);
    m_forget.start();
}

QueryResultHeader::Mode QueryResultHeader::mode() const
{
    return static_cast<Mode>(m_modes->checkedId());
}

void QueryResultHeader::setMode(Mode mode)
{
    m_modes->button(static_cast<int>(mode))->setChecked(true);
}

} // namespace binnacle::ui
