using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files;

internal static class FileErrors
{
    public static readonly Error Missing = new("file.missing", 404, "This file is not there any more.");

    public static readonly Error Incomplete = new("file.incomplete", 409, "Some parts have not arrived yet. Upload what is missing, then complete again.");

    public static readonly Error Completed = new("file.completed", 409, "This upload is closed: the file was completed, or given up.");

    public static readonly Error PartSize = new("file.part_size", 400, "These bytes are more or fewer than the part has. The part was not stored.");

    public static readonly Error TypeMismatch = new("file.type_mismatch", 400, "The file is not what it was announced as. Send it as a document instead.");

    public static readonly Error Picture = new("file.picture_refused", 400, "This picture is damaged, or unpacks to more than 35 megapixels or 2,000 frames. Send a smaller one.");

    public static readonly Error Checksum = new("file.checksum", 400, "The bytes that arrived are not the ones that were announced. Please upload the file again.");

    public static readonly Error Infected = new("file.infected", 400, "This file was recognised as harmful and was not accepted.");

    public static readonly Error Unchecked = new("file.unchecked", 503, "Files cannot be checked right now. Nothing is lost; the upload goes on in a moment.") { RetryAfter = 30 };

    public static readonly Error Quota = new("file.quota", 409, "Your storage is full. Delete files you no longer need, then try again.");

    public static readonly Error TooManyUnfinished = new("file.too_many_unfinished", 409, "Too many uploads are unfinished. Complete or delete some first.");

    public static readonly Error HasThumbnail = new("file.has_thumbnail", 409, "This file already has its small picture.");

    public static readonly Error InUse = new("file.in_use", 409, "A message, a photo or another file still shows this file. Delete that first.");

    public static readonly Error LinkInvalid = new("file.link_invalid", 403, "This link has expired or was altered. Ask for a new one.");

    public static Error TooLarge(long limit) =>
        Errors.TooLarge with { Detail = $"This file is too large: {limit / (1024 * 1024):N0} MB are the limit." };
}
