#include "ui/widgets/state_panel.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/busy_bar.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTextWidth = 520;
constexpr std::chrono::milliseconds kQuietFor{100};

} // namespace

StatePanel::StatePanel(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new StatusGlyph)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_code(new QLabel)
    , m_copyCode(new QPushButton(tr("Copy")))
    , m_commandRow(new QWidget)
    , m_command(new QLineEdit)
    , m_busy(new BusyBar)
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"statePanel"_s);
    m_title->setFont(boldTextFont());
    m_code->setFont(monospaceFont());
    m_code->setProperty("tone", u"muted"_s);
    m_text->setProperty("tone", u"muted"_s);
    for (QLabel *label : {m_title, m_text, m_code}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(kTextWidth);
    m_copyCode->setProperty("role", u"link"_s);
    m_busy->setFixedWidth(kTextWidth / 3);
    m_command->setReadOnly(true);
    m_command->setFont(monospaceFont());
    m_command->setAccessibleName(tr("Command to copy"));

    auto *head = new QHBoxLayout;
    head->addStretch(1);
    head->addWidget(m_glyph);
    head->addWidget(m_title);
    head->addStretch(1);
    auto *code = new QHBoxLayout;
    code->addStretch(1);
    code->addWidget(m_code);
    code->addWidget(m_copyCode);
    code->addStretch(1);
    auto *copyCommand = new QPushButton(tr("Copy command"));
    auto *commandLine = new QHBoxLayout(m_commandRow);
    commandLine->setContentsMargins(0, 0, 0, 0);
    commandLine->addWidget(m_command, 1);
    commandLine->addWidget(copyCommand);
    m_commandRow->setFixedWidth(kTextWidth + 240);
    m_buttons->setSpacing(8);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addLayout(head);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    layout->addWidget(m_busy, 0, Qt::AlignHCenter);
    layout->addWidget(m_commandRow, 0, Qt::AlignHCenter);
    layout->addLayout(m_buttons);
    layout->addLayout(code);
    layout->addStretch(3);

    connect(m_copyCode, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(
            u"%1\n%2\n%3"_s.arg(m_title->text(), m_text->text(), m_code->text()));
    });
    connect(copyCommand, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    showEmpty({}, {});
}

QString StatePanel::title() const
{
    return m_title->text();
}

QString StatePanel::text() const
{
    return m_text->text();
}

QString StatePanel::code() const
{
    return m_code->text();
}

void StatePanel::present(StatusKind glyph, const QString &title, const QString &text)
{
    m_glyph->setStatus(glyph);
    m_glyph->setVisible(!title.isEmpty() && glyph != StatusKind::Neutral);
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    // Layouts give a centred label the height of its first line only.
    m_text->setMinimumHeight(std::max(0, m_text->heightForWidth(kTextWidth)));
    m_code->hide();
    m_code->clear();
    m_copyCode->hide();
    m_busy->hide();
    setCommand({});
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void StatePanel::showEmpty(
    const QString &title, const QString &text, std::vector<PanelAction> actions)
{
    present(StatusKind::Neutral, title, text);
    setActions(std::move(actions));
}

void StatePanel::showLoading(const QString &text)
{
    present(StatusKind::Neutral, {}, {});
    setActions({});
    setAccessibleName(text);
    QTimer::singleShot(kQuietFor, this, [this, text] {
        if (accessibleName() != text || !m_title->text().isEmpty())
            return; // answered meanwhile
        m_title->setText(text);
        m_busy->show();
    });
}

void StatePanel::showError(
    const Error &error, const QString &stillFine, std::vector<PanelAction> actions)
{
    QString text = toText(error.message);
    if (!stillFine.isEmpty())
        text += (text.isEmpty() ? u""_s : u"\n"_s) + stillFine;
    present(StatusKind::Critical, errorHeadline(error), text);
    m_code->setText(errorCodeText(error));
    m_code->show();
    m_copyCode->show();
    setActions(std::move(actions));
}

void StatePanel::setCommand(const QString &command)
{
    m_command->setText(command);
    m_command->setCursorPosition(0);
    m_commandRow->setVisible(!command.isEmpty());
}

void StatePanel::setActions(std::vector<PanelAction> actions)
{
    const auto look = [](const PanelAction &one) { return std::pair(one.text, one.isPrimary); };
    const bool isSame = std::ranges::equal(actions, m_actions, {}, look, look);
    m_actions = std::move(actions);
    if (isSame)
        return; // somebody may be pressing one of them
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *button = item->widget()) {
            button->disconnect(this); // its place is another action's now
            button->deleteLater();    // an action may replace the very panel it was clicked in
        }
        delete item;
    }
    m_buttons->addStretch(1);
    for (std::size_t at = 0; at < m_actions.size(); ++at) {
        const PanelAction &action = m_actions[at];
        auto *button = new QPushButton(action.text);
        if (action.isPrimary)
            button->setProperty("role", u"primary"_s);
        connect(button, &QPushButton::clicked, this, [this, at] {
            const auto run = m_actions[at].run; // a copy: it may replace the actions
            if (run)
                run();
        });
        m_buttons->addWidget(button);
    }
    m_buttons->addStretch(1);
}

} // namespace binnacle::ui
