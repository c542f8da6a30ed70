using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrainMessenger.Client;

/// <summary>Readers and writers of everything on the wire, made at build time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(AddMembersRequest))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(Chat))]
[JsonSerializable(typeof(ChatLog))]
[JsonSerializable(typeof(ChatLogs))]
[JsonSerializable(typeof(ChatUpdate))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(EditData))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(FileDetails))]
[JsonSerializable(typeof(FileLink))]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LogsRequest))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(MeLog))]
[JsonSerializable(typeof(MemberData))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(MeUpdate))]
[JsonSerializable(typeof(MuteRequest))]
[JsonSerializable(typeof(NewChat))]
[JsonSerializable(typeof(NewFile))]
[JsonSerializable(typeof(NewMessage))]
[JsonSerializable(typeof(Page<Chat>))]
[JsonSerializable(typeof(Page<Member>))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(ReactionData))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(ResendRequest))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(VerifyRequest))]
internal sealed partial class ClientJson : JsonSerializerContext;
